"""Bytes or text in, domain values out: no network, no database, no clock, no environment, no Prefect."""
