"""The terminal screens that replay an inspection; they read a ledger and never write to it."""
