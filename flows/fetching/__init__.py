"""Fetching: polite to hosts, safe against hostile ones, every request in the ledger."""
