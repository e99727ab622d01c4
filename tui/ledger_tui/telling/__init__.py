"""Answers told in plain words, line by line, alike on the screen and without one: pure, and of no width."""
