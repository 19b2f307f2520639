"""Web archives: each archived page as a fetched document."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from domain.documents import MediaType, RawDocument
from domain.rejects import Stage
from flows.inputs.files import MOST_BYTES
from flows.inputs.found import Found, refused


def warc_documents(path: Path, origin: str) -> Iterator[Found]:
    """The HTML and text responses of a WARC file, in its order."""
    from warcio.archiveiterator import ArchiveIterator  # only archives want it
    from warcio.exceptions import ArchiveLoadFailed

    pages = 0
    with path.open("rb") as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream), 1):
                if record.rec_type == "response" and record.http_headers is not None:
                    pages += 1
                    yield from _page(record, f"{origin}:{number}")
        except ArchiveLoadFailed as error:
            yield refused(origin, Stage.DECODE, "not a readable web archive", str(error))
            return
    if not pages:
        yield refused(origin, Stage.DECODE, "no archived pages in it")


def _page(record, origin: str) -> Iterator[Found]:  # type: ignore[no-untyped-def]  # warcio has no types
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in ("text/html", "application/xhtml+xml", "text/plain"):
        return
    content = record.content_stream().read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield refused(origin, Stage.DECODE, f"larger than {MOST_BYTES // 1_000_000} MB")
        return
    moment = record.rec_headers.get_header("WARC-Date")
    yield Found(
        origin=origin,
        document=RawDocument(
            content=content,
            media_type=MediaType.TEXT if kind == "text/plain" else MediaType.HTML,
            url=record.rec_headers.get_header("WARC-Target-URI"),
            headers=tuple((name.lower(), value) for name, value in record.http_headers.headers),
            origin=origin,
            fetched_at=datetime.fromisoformat(moment.replace("Z", "+00:00")) if moment else None,
        ),
    )
