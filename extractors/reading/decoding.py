"""From bytes to characters: empty, oversized and binary documents are rejected here."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup
from itertools import pairwise

from domain.documents import MediaType, RawDocument
from domain.rejects import Rejected, Stage

MOST_BYTES = 20_000_000
_SNIFFED_BYTES = 100_000
_MOST_BESIDE = 0.3  # share of high bytes next to another one: accents stand alone, other scripts' letters do not
_MOST_CONTROLS = 0.01  # share of control characters above which a document is no text
_MOST_BROKEN = 0.1  # share of characters that could not be decoded, likewise
_BOMS = (
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or video file"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\xfd7zXZ", "xz-compressed data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
)
_HEADER_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_PAGE_CHARSET = re.compile(rb"""<(?:meta[^>]{0,120}charset|\?xml[^>]{0,80}encoding)=["']?([\w.:-]+)""", re.IGNORECASE)
_AS_BROWSERS_READ = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decoded(raw: RawDocument) -> str | Rejected:
    """The document's characters; a reject where it is empty, too large or no text."""
    content = raw.content
    if len(content) > MOST_BYTES:
        return _reject(f"the document is larger than {MOST_BYTES // 1_000_000} MB", f"{len(content)} bytes")
    if not content.strip():
        return _reject("the document is empty")
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return _reject(f"the document is not text but {name}")
    text = _as_text(raw)
    if text is None or _is_binary(text):
        return _reject("the document is not text but binary data")
    if not text.strip("\ufeff \t\r\n\x0b\x0c\u200b"):
        return _reject("the document is empty")
    return text


def _is_binary(text: str) -> bool:
    controls = 0 if text.replace("\n", "").isprintable() else len(_CONTROLS.findall(text))
    return controls > _MOST_CONTROLS * len(text) + 1 or text.count("\ufffd") > _MOST_BROKEN * len(text)


def _as_text(raw: RawDocument) -> str | None:
    content = raw.content
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > 0 and _mostly_utf8(content):
            return content.decode("utf-8", "replace")
    stated = _stated_charset(raw)
    if stated is not None:
        try:
            return content.decode(stated)
        except (UnicodeDecodeError, LookupError):
            pass
    return _sniffed(content)


def _mostly_utf8(content: bytes) -> bool:
    """Whether a few broken bytes stand among many good multi-byte characters, or the end was cut off."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(1 for char in text[:_SNIFFED_BYTES] if char > "\x7f") - broken
    return broken <= 3 and good >= 2 * broken


def _stated_charset(raw: RawDocument) -> str | None:
    labels = [value for name, value in raw.headers if name == "content-type"]
    found = [match[1] for label in labels if (match := _HEADER_CHARSET.search(label))]
    if raw.media_type is MediaType.HTML and (inside := _PAGE_CHARSET.search(raw.content[:4096])):
        found.append(inside[1].decode("ascii", "replace"))
    for label in found:
        try:
            name = lookup(label).name
        except LookupError:
            continue
        if name != "utf-8":
            return _AS_BROWSERS_READ.get(name, name)
    return None


def _sniffed(content: bytes) -> str | None:
    sample = content[:_SNIFFED_BYTES]
    if b"\x00" in sample:
        return None
    high = [number for number, byte in enumerate(sample) if byte > 0x7F]
    beside = sum(later - earlier == 1 for earlier, later in pairwise(high))
    if beside <= _MOST_BESIDE * len(high):
        return content.decode("cp1252", "replace")
    from charset_normalizer import from_bytes  # few documents want it

    best = from_bytes(sample, cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
    return content.decode(best.encoding if best is not None else "cp1252", "replace")


def _reject(reason: str, detail: str | None = None) -> Rejected:
    return Rejected(stage=Stage.READ, reason=reason, detail=detail)
