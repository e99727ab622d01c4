"""Pure checks of what a ledger holds: numbered steps over rows, every fault found and said."""
