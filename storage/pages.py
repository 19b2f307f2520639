"""Pages as they were last fetched: kept before they are read, so that a kill costs no second request."""

from collections.abc import Iterable, Sequence

from domain.sources import KeptPage
from storage.database import Connection
from storage.frames import stage, stage_ids

_KEPT = """
SELECT url, final_url, raw_id, headers, etag, last_modified, fetched_at, fetch_id, source_id
FROM pages SEMI JOIN staged_urls ON pages.url = staged_urls.id
"""
_FORGET = "DELETE FROM pages WHERE url IN (SELECT url FROM staged_pages)"
_SAVE = "INSERT INTO pages BY NAME SELECT * FROM staged_pages"


def kept_pages(connection: Connection, urls: Iterable[str]) -> dict[str, KeptPage]:
    """What is kept of these addresses, by address; one that was never fetched is not there."""
    stage_ids(connection, "staged_urls", urls)
    return {
        row[0]: KeptPage(
            url=row[0],
            final_url=row[1],
            raw_id=row[2],
            headers=tuple((header["name"], header["value"]) for header in row[3]),
            etag=row[4],
            last_modified=row[5],
            fetched_at=row[6],
            fetch_id=row[7],
            source_id=row[8],
        )
        for row in connection.execute(_KEPT).fetchall()
    }


def save_pages(connection: Connection, pages: Sequence[KeptPage]) -> None:
    """Records pages in place of what was recorded of the same addresses; the last one of an address counts."""
    latest = {page.url: page for page in pages}
    if not latest:
        return
    rows = [
        {name: getattr(page, name) for name in page.__slots__}
        | {"headers": [{"name": name, "value": value} for name, value in page.headers]}
        for page in latest.values()
    ]
    stage(connection, "pages", rows)
    connection.execute(_FORGET)
    connection.execute(_SAVE)
