"""Domain values in and out of DuckDB; the only room that says SQL."""
