"""The schema of a ledger, version by version; whole in itself, so that old versions outlive today's tables."""
