"""Ids made from content: the same input gives the same id on any machine."""

import hashlib
import unicodedata

_SEPARATOR = "\x1f"
_DIGITS = 20


def content_id(prefix: str, *parts: object) -> str:
    """`prefix` and 80 bits of SHA-256 over the parts, in order; `None` and "" are different parts.

    >>> content_id("art", "https://example.org/a")
    'art_b5b10dd0429e69ac7cfa'
    >>> content_id("art", None) == content_id("art", "")
    False
    """
    text = _SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass"))
    return f"{prefix}_{digest.hexdigest()[:_DIGITS]}"


def content_hash(content: bytes) -> str:
    """SHA-256 of bytes as 64 hex digits: the name under which a raw document is kept."""
    return hashlib.sha256(content).hexdigest()
