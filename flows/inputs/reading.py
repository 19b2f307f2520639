"""From one file to its raw documents; whatever is wrong with the file becomes a reject, never an exception."""

from collections.abc import Callable, Iterator
from pathlib import Path

from domain.documents import MediaType, RawDocument
from domain.rejects import Rejected, Stage
from flows.inputs.feeds import feed_documents
from flows.inputs.files import MOST_BYTES, kind_of, trouble_with
from flows.inputs.found import Found, refused
from flows.inputs.records import csv_documents, jsonl_documents
from flows.inputs.warc import warc_documents

_BINARY_SHARE = 0.02  # of control characters among the first bytes
_SNIFFED = 4096
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 is full of zero bytes and text all the same


def documents_in(path: Path) -> Iterator[Found]:
    """The documents of one file, in its order; a file that can't be read gives one reject."""
    origin = path.as_posix()
    trouble = trouble_with(path)
    if trouble:
        yield refused(origin, Stage.OPEN, trouble)
        return
    reader = _BY_KIND.get(kind_of(path) or "")
    if reader is None:
        suffix = path.suffix or "no suffix"
        yield refused(origin, Stage.OPEN, f"not a kind of file that is read ({suffix})")
        return
    try:
        yield from reader(path, origin)
    except PermissionError:
        yield refused(origin, Stage.OPEN, "no permission to read it")
    except OSError as error:
        yield refused(origin, Stage.OPEN, f"it can't be read: {error.strerror or error}")


def _text(path: Path, origin: str) -> Iterator[Found]:
    yield _whole(path, origin, MediaType.TEXT)


def _html(path: Path, origin: str) -> Iterator[Found]:
    yield _whole(path, origin, MediaType.HTML)


def _whole(path: Path, origin: str, media_type: MediaType) -> Found:
    size = path.stat().st_size
    if size > MOST_BYTES:
        reason = f"larger than {MOST_BYTES // 1_000_000} MB, which no article is"
        return refused(origin, Stage.OPEN, reason, f"{size} bytes")
    content = path.read_bytes()
    raw = RawDocument(content=content, media_type=media_type, origin=origin)
    if not content.strip():
        return Found(origin=origin, document=raw, rejected=Rejected(stage=Stage.DECODE, reason="the file is empty"))
    if is_binary(content):
        reason = "binary data, not text"
        return Found(origin=origin, document=raw, rejected=Rejected(stage=Stage.DECODE, reason=reason))
    return Found(origin=origin, document=raw)


def is_binary(content: bytes) -> bool:
    """Whether bytes can't be text in any encoding that news is written in."""
    head = content[:_SNIFFED]
    if head.startswith(_WIDE_MARKS):
        return False
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return b"\x00" in head or controls > _BINARY_SHARE * len(head)


_BY_KIND: dict[str, Callable[[Path, str], Iterator[Found]]] = {
    "text": _text,
    "html": _html,
    "jsonl": jsonl_documents,
    "csv": csv_documents,
    "feed": feed_documents,
    "warc": warc_documents,
}
