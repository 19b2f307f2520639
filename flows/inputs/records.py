"""JSON lines and CSV rows: one record, one document."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from domain.documents import DocumentHints, MediaType, RawDocument
from domain.rejects import Rejected, Stage
from flows.inputs.files import MOST_BYTES
from flows.inputs.found import Found, refused
from flows.lines import InputLine, line_problem

# Column names that tables of articles use, the plainest first.
_COLUMNS = {
    "id": ("id", "article_id"),
    "text": ("text", "body", "content", "article", "full_text"),
    "html": ("html",),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "published": ("published", "published_at", "date", "pubdate", "publication_date"),
    "publisher": ("publisher", "source", "outlet", "site"),
}


def jsonl_documents(path: Path, origin: str) -> Iterator[Found]:
    """Each line as `extract` would read it; a line that is not such an object is a reject of its own."""
    lines = 0
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(MOST_BYTES + 1), b""), 1):
            if line.strip():
                lines += 1
                yield _line(line, f"{origin}:{number}")
    if not lines:
        yield refused(origin, Stage.DECODE, "the file is empty")


def _line(line: bytes, origin: str) -> Found:
    if len(line) > MOST_BYTES:
        return refused(origin, Stage.DECODE, f"a line longer than {MOST_BYTES // 1_000_000} MB")
    try:
        record = InputLine.model_validate_json(line)
    except ValidationError as error:
        raw = RawDocument(content=line, media_type=MediaType.TEXT, origin=origin)
        problem = Rejected(stage=Stage.DECODE, reason=line_problem(error), detail=_excerpt(line))
        return Found(origin=origin, document=raw, rejected=problem)
    return Found(origin=origin, document=record.raw_document(origin), name=record.id)


def _excerpt(line: bytes) -> str:
    return line[:200].decode("utf-8", "replace")


def csv_documents(path: Path, origin: str) -> Iterator[Found]:
    """Each row of a table whose header names at least a text or html column."""
    if path.stat().st_size == 0:
        yield refused(origin, Stage.DECODE, "the file is empty")
        return
    csv.field_size_limit(MOST_BYTES)
    with path.open("rb") as binary:
        stream = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace", newline="")
        try:
            yield from _rows(csv.DictReader(stream), origin)
        except csv.Error as error:
            yield refused(origin, Stage.DECODE, "not a readable CSV table", str(error))


def _rows(rows: "csv.DictReader[str]", origin: str) -> Iterator[Found]:
    header = {name.strip().lower(): name for name in rows.fieldnames or () if name}
    columns = {
        field: header[known] for field, names in _COLUMNS.items() for known in reversed(names) if known in header
    }
    if not columns.keys() & {"text", "html"}:
        yield refused(origin, Stage.DECODE, "a CSV file wants a column named text or html", ", ".join(header))
        return
    for number, row in enumerate(rows, 2):
        yield _row({field: (row.get(name) or "").strip() for field, name in columns.items()}, f"{origin}:{number}")


def _row(cells: dict[str, str], origin: str) -> Found:
    is_html = bool(cells.get("html"))
    content = cells.get("html") or cells.get("text", "")
    raw = RawDocument(
        content=content.encode("utf-8", "surrogatepass"),
        media_type=MediaType.HTML if is_html else MediaType.TEXT,
        url=cells.get("url") or None,
        hints=DocumentHints(
            title=cells.get("title") or None,
            published=cells.get("published") or None,
            publisher=cells.get("publisher") or None,
            carrier="csv",
        ),
        origin=origin,
    )
    empty = None if content else Rejected(stage=Stage.DECODE, reason="a row without text")
    return Found(origin=origin, document=raw, rejected=empty, name=cells.get("id") or None)
