"""Raw documents: bytes kept by content hash, compressed, in a folder beside the database.

A file is written under another name, synced and renamed: it is whole or it is not there. One that a kill left without
a row does no harm: the next run finds it and uses it.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import zstandard

from domain.documents import DocumentHints, MediaType, RawDocument
from domain.errors import StorageError
from domain.identifiers import content_hash
from storage.database import Connection, Database
from storage.whole_files import sync, write_whole

_LEVEL = 9
_ARRIVAL = """
SELECT raw_id, media_type, url, headers, hint_title, hint_published, hint_publisher, hint_authors, hint_language,
    hint_carrier, origin, fetched_at
FROM arrivals WHERE arrival_id = ? AND raw_id NOT IN (SELECT raw_id FROM raw_documents WHERE dropped_at IS NOT NULL)
"""


def raw_path(database: Database, raw_id: str) -> Path:
    """Where a raw document is kept: `<database>.raw/ab/abcdef...zst`."""
    return database.raw_folder / raw_id[:2] / f"{raw_id}.zst"


def save_raws(database: Database, raws: Iterable[RawDocument]) -> tuple[str, ...]:
    """Keeps the contents that are not kept yet; returns the raw_ids in order. Call it before `load_batch`."""
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    ids = []
    folders = set()
    for raw in raws:
        raw_id = raw.raw_id
        ids.append(raw_id)
        path = raw_path(database, raw_id)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, compressor.compress(raw.content))
            folders.add(path.parent)
        else:
            os.utime(path)  # housekeeping leaves alone what was wanted just now
    for folder in folders:
        sync(folder)
    return tuple(ids)


def load_raw(database: Database, raw_id: str) -> bytes:
    """The content; raises StorageError where it is missing or damaged."""
    path = raw_path(database, raw_id)
    try:
        content = zstandard.ZstdDecompressor().decompress(path.read_bytes())
    except FileNotFoundError as error:
        raise StorageError(
            f"raw document {raw_id} is not in {database.raw_folder}: restore it from a backup"
        ) from error
    except zstandard.ZstdError as error:
        raise StorageError(f"raw document {path} is damaged: restore it from a backup") from error
    if content_hash(content) != raw_id:
        raise StorageError(f"raw document {path} is not what its name says: restore it from a backup")
    return content


def arrived(database: Database, connection: Connection, arrival_id: str) -> RawDocument | None:
    """The raw document of an arrival as it came, for reading it again; None: there is none, or it was let go."""
    row = connection.execute(_ARRIVAL, [arrival_id]).fetchone()
    if row is None:
        return None
    return RawDocument(
        content=load_raw(database, row[0]),
        media_type=MediaType(row[1]),
        url=row[2],
        headers=tuple((header["name"], header["value"]) for header in row[3]),
        hints=DocumentHints(
            title=row[4],
            published=row[5],
            publisher=row[6],
            authors=tuple(row[7]),
            language=row[8],
            carrier=row[9],
        ),
        origin=row[10],
        fetched_at=row[11],
    )
