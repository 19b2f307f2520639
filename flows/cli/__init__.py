"""The command line `eventwire`."""
