"""Casebooks: answers and judgements as people keep them in spreadsheets, read into entries or faults; no database, no terminal."""
