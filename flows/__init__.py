"""Touches the world: Prefect, HTTP, clock, settings, command line."""
