"""The published inspections as data, and their reconstruction into commands."""
