"""Raw documents as a web archive, which `backfill` and other tools read back."""

import io
from pathlib import Path

from domain.documents import RawDocument
from storage import Database, arrived
from storage.arrivals import arrival_ids


def export_warc(database: Database, output: Path) -> int:
    """Writes every raw document that has an address to a WARC 1.1 file (.warc or .warc.gz); returns how many.

    Documents from files, which have no address, are kept as resources under their hash.
    """
    from warcio.warcwriter import WARCWriter  # only archives want it

    with database.reading() as connection:
        ids = arrival_ids(connection)
        with output.open("wb") as stream:
            writer = WARCWriter(stream, gzip=output.suffix == ".gz", warc_version="1.1")
            for arrival_id in ids:
                raw = arrived(database, connection, arrival_id)
                if raw is not None:
                    writer.write_record(_record(writer, raw))
    return len(ids)


def _record(writer, raw: RawDocument):  # type: ignore[no-untyped-def]  # warcio has no types
    from warcio.statusandheaders import StatusAndHeaders

    moment = raw.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ") if raw.fetched_at else None
    warc_headers = {"WARC-Date": moment} if moment else None
    content_type = f"{raw.media_type.value}; charset=utf-8"
    if raw.url is None:
        return writer.create_warc_record(
            f"urn:sha256:{raw.raw_id}",
            "resource",
            payload=io.BytesIO(raw.content),
            warc_content_type=content_type,
            warc_headers_dict=warc_headers,
        )
    # The body is kept decompressed: headers that speak of its bytes on the way would be untrue.
    untrue = ("content-encoding", "content-length", "transfer-encoding")
    headers = [(name, value) for name, value in raw.headers if name not in untrue]
    if not any(name == "content-type" for name, _ in headers):
        headers.append(("content-type", content_type))
    return writer.create_warc_record(
        raw.url,
        "response",
        payload=io.BytesIO(raw.content),
        http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
        warc_headers_dict=warc_headers,
    )
