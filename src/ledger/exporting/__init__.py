"""Exports: what stands in a ledger as tables for other programs, each saying how far it can be trusted."""
