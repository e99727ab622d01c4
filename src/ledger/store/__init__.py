"""The only database IO: an append-only store of recorded events."""
