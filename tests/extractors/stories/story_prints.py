"""Fingerprints of texts of our own writing."""

from benchmarks.making import made_article
from extractors.relations import Fingerprint, fingerprint


def printed(text: str, *, day: str | None = None, title: str | None = None) -> Fingerprint:
    """The fingerprint of an article with this text, published on `day`."""
    return fingerprint(made_article(text, title=title, day=day))
