"""Events: reports of one happening, merged."""
