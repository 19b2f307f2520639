"""Text repair: mojibake, entities, soft hyphens, ligatures, invisible characters and line ends. Idempotent."""

import html
import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
# UTF-8 read as a single-byte charset: a lead byte's character, then a continuation byte's.
_CONTINUED = "[\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]"
_MOJIBAKE = re.compile(
    f"[\u00c2-\u00c5\u00ce-\u00d1\u00d8\u00d9\u0102\u010f]{_CONTINUED}|\u00e2[\u0080-\u009f\u20ac\u201a]{_CONTINUED}"
    "|\u00ef\u00bb\u00bf|\u00f0\u0178|\u00e2\u20ac"
)
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_INVISIBLE = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063"
    "\u2066\u2067\u2068\u2069\ufeff\ufffe\ufff9\ufffa\ufffb\ufffc"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_JOINER_IN_LATIN = re.compile(
    "(?<![\u0590-\u0fff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d](?![\u0590-\u0fff\u2600-\u27ff\U0001f000-\U0001faff])"
)


def _windows_1252(code: int) -> str | None:
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return None


_ODD: dict[int, str | None] = (
    {ord(char): None for char in _INVISIBLE}
    | dict.fromkeys((*range(9), *range(14, 32), 127))
    | {code: _windows_1252(code) for code in range(0x80, 0xA0) if code != 0x85}
    | {ord(char): " " for char in _SPACES}
    | {ord(char): letters for char, letters in _LIGATURES.items()}
)
_HAS_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _ODD) + "]")


def repaired(text: str) -> str:
    """The text as it was meant: typographic quotes and dashes stay, damage goes.

    >>> repaired("Qatar\\u00e2\\u20ac\\u2122s of\\ufb01cial co\\u00adoper\\u00adation &amp; aid")
    'Qatar’s official cooperation & aid'
    """
    for _ in range(8):  # entities may hide mojibake and the other way round; twice-escaped text needs two rounds
        mended = _once(text)
        if mended == text:
            break
        text = mended
    return text


def unscrambled(text: str) -> str:
    """The text with mojibake mended, and nothing else: safe for mark-up."""
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    import ftfy  # few texts want it

    return "\n".join(ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))


def _once(text: str) -> str:
    is_printable = text.replace("\n", "").isprintable()  # told much sooner than which characters there are
    if not is_printable and _LINE_ENDS.search(text):
        text = _LINE_ENDS.sub("\n", text)
    if "&" in text and _ENTITY.search(text):
        text, is_printable = html.unescape(text), False
    if text.isascii():
        if is_printable:
            return text
        return text.translate(_ODD) if _HAS_ODD.search(text) else text
    text = unscrambled(text)
    if _HAS_ODD.search(text):
        text = text.translate(_ODD)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER_IN_LATIN.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
