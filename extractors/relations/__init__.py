"""How articles relate: copies, near copies, excerpts, derivatives, and versions of one URL."""
