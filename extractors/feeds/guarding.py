"""Guards before any XML parser runs: no entity declarations, no absurd depth, no absurd size."""

import re

MOST_BYTES = 16 * 1024 * 1024
MOST_DEPTH = 1_000

# <!DOCTYPE rss [ <!ENTITY a "..."> ]>: the internal subset is where entity bombs and external entities are declared.
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_OPAQUE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)[^<>]*?(/?)>")
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>", re.IGNORECASE)
_VOID = frozenset((b"br", b"img", b"hr", b"input", b"meta", b"link", b"wbr", b"source", b"embed", b"col", b"area"))


def is_cut_short(content: bytes) -> bool:
    """Whether the root of a broken document is not closed where the document ends."""
    return _END.search(content[-2048:]) is None


def without_entities(content: bytes) -> tuple[bytes, bool]:
    """The document without its DOCTYPE where that declares entities, and whether it did."""
    declared = _ENTITY.search(content) is not None
    if not declared:
        return content, False
    cleaned = _DOCTYPE.sub(b"", content, count=1)
    # A subset that the pattern could not close: whatever declarations are left must not reach a parser.
    return _ENTITY.sub(b"<!ELEMENT", cleaned), True


def is_too_deep(content: bytes) -> bool:
    """Whether elements nest deeper than any feed's; CDATA and comments don't count, nor elements that never close."""
    if content.count(b"<") < MOST_DEPTH:
        return False
    depth = 0
    for closing, name, empty in _TAG.findall(_OPAQUE.sub(b"", content)):
        if closing:
            depth = max(0, depth - 1)
        elif not empty and name.lower() not in _VOID:
            depth += 1
            if depth > MOST_DEPTH:
                return True
    return False
