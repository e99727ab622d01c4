"""A casebook into the ledger: what differs from what stands, recorded in one transaction, or every fault of the file at once."""
