"""Measurements beside peers and the raw floor, in the same run."""
