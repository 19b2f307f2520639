"""Backups: the database compressed, beside the raw documents that all backups of a folder share.

`<folder>/<name>-<moment>.duckdb.zst`, its `.json` with counts and hashes, its `.raws.zst` with the raw documents that
belong to it, and `<folder>/raw/ab/abcdef...zst`, each once. The JSON is written last: without one there is no backup.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import zstandard

from domain.errors import StorageError
from storage.copying import copy_database, copy_rows
from storage.database import Connection, Database
from storage.digest import database_digest
from storage.frames import filled
from storage.marks import BACKED_UP, save_mark
from storage.migrating import is_current
from storage.raw_documents import load_raw, raw_path
from storage.whole_files import drop, is_forgotten, write_whole

_LEVEL = 3
_CHUNK = 1 << 20
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT internal ORDER BY table_name"
_COUNT = "SELECT count(*) FROM {table}"
_ANYTHING = "SELECT 1 FROM runs UNION ALL SELECT 1 FROM settings LIMIT 1"
_RAWS = """
SELECT raw_id FROM raw_documents WHERE dropped_at IS NULL UNION SELECT raw_id FROM pages ORDER BY raw_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup as its JSON describes it."""

    name: str  # of the database, "eventwire.duckdb"
    moment: datetime
    sha256: str  # of the database file
    digest: str  # of what it says, history included
    counts: Mapping[str, int]  # rows by table
    raw_documents: int
    raw_missing: int  # raw documents that were not beside the database

    @property
    def stem(self) -> str:
        """What its files are called, without endings."""
        return f"{self.name.removesuffix('.duckdb')}-{self.moment:%Y%m%dT%H%M%SZ}"


def back_up(database: Database, folder: Path, *, moment: datetime) -> Backup:
    """Makes a backup and reads it back; raises StorageError where what was written is not what was read.

    Raw documents that the folder holds already are not copied again.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _forget_unfinished(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as inside:
            copy = Path(inside) / f"{database.place.name.removesuffix('.duckdb')}.duckdb"
            copy_database(database, copy)
            raws, missing = _copy_raws(database, _raw_ids(Database(path=copy)), folder / "raw")
            backup = _described(copy, moment, raws=len(raws), missing=missing)
            write_whole(folder / f"{backup.stem}.raws.zst", zstandard.compress("\n".join(raws).encode(), _LEVEL))
            packed = Path(inside) / "packed"
            _compress(copy, packed)
            copy.unlink()
            packed.replace(folder / f"{backup.stem}.duckdb.zst")
        write_whole(folder / f"{backup.stem}.json", json.dumps(asdict(backup), default=str, indent=1).encode())
        with _unpacked(folder, backup):
            pass
    except OSError as error:
        raise StorageError(f"no backup could be made in {folder}: {error}") from error
    with database.transaction() as connection:
        save_mark(connection, BACKED_UP, moment, folder=str(folder.resolve()), backup=backup.stem)
    return backup


def restore(file: Path, target: Path) -> Backup:
    """Puts a backup, named by any of its files, at a new path, with its raw documents; all of it is verified first.

    A file becomes a lake so, where the target is the address of a new one, and a lake a file. Raises StorageError where
    a database is there already, or where anything is not what the backup says.
    """
    folder, backup = file.parent, _read(file)
    restored = Database(path=target)
    if _holds_something(restored):
        raise StorageError(f"there is a database at {target} already: restore to another path, or move it away")
    restored.place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _unpacked(folder, backup, beside=restored.place) as copy:
            raws = _raw_ids(Database(path=copy))
            _, missing = _copy_raws_from(folder / "raw", raws, restored)
            if missing > backup.raw_missing:
                raise StorageError(f"{missing} raw documents of {backup.stem} are not in {folder / 'raw'}")
            for raw_id in raws:
                if raw_path(restored, raw_id).exists():
                    load_raw(restored, raw_id)  # raises where the content is not what its name says
            if restored.lake is None:
                copy.replace(target)
            else:
                copy_rows(Database(path=copy), restored)
    except OSError as error:
        raise StorageError(f"{backup.stem} could not be restored to {target}: {error}") from error
    return backup


def _holds_something(database: Database) -> bool:
    """Whether there is a database; of a lake that a killed restore only began, nothing is lost."""
    if database.lake is None or not database.exists:
        return database.exists
    with database.reading() as connection:
        return connection.execute(_ANYTHING).fetchone() is not None


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups of a folder, latest first."""
    found = [_read(path) for path in folder.glob("*-*Z.json")]
    return tuple(sorted(found, key=lambda backup: (backup.moment, backup.name), reverse=True))


def rotate(folder: Path, name: str, *, keep: int) -> tuple[str, ...]:
    """Removes all but the latest `keep` backups of the database of that name; returns what was removed.

    Raw documents that no backup of the folder names any longer go with them.
    """
    everything = backups_in(folder)
    old = [backup for backup in everything if backup.name == name][max(keep, 1) :]
    for backup in old:
        for ending in (".json", ".duckdb.zst", ".raws.zst"):
            (folder / f"{backup.stem}{ending}").unlink(missing_ok=True)
    if old:
        wanted = {raw_id for backup in everything if backup not in old for raw_id in _named_raws(folder, backup)}
        for path in (folder / "raw").glob("*/*.zst"):
            if path.stem not in wanted:
                path.unlink()
    return tuple(backup.stem for backup in old)


def _forget_unfinished(folder: Path) -> None:
    """Removes what backups that were killed left, a day later."""
    for left in folder.glob(".unfinished-*"):
        if is_forgotten(left):
            shutil.rmtree(left, ignore_errors=True)
    for part in folder.glob("*Z.*.zst"):
        if is_forgotten(part) and not (folder / f"{part.name.split('.')[0]}.json").exists():
            drop(part)


def _described(copy: Path, moment: datetime, *, raws: int, missing: int) -> Backup:
    with Database(path=copy).reading() as connection:
        counts = _counts(connection)
    return Backup(
        name=copy.name,
        moment=moment.astimezone(UTC).replace(microsecond=0),
        sha256=_sha256(copy),
        digest=database_digest(Database(path=copy), history=True),
        counts=counts,
        raw_documents=raws,
        raw_missing=missing,
    )


def _counts(connection: Connection) -> dict[str, int]:
    tables = [str(row[0]) for row in connection.execute(_TABLES).fetchall()]
    found = {table: connection.execute(filled(_COUNT, table=table)).fetchone() for table in tables}
    return {table: int(row[0]) for table, row in found.items() if row}


@contextmanager
def _unpacked(folder: Path, backup: Backup, beside: Path | None = None) -> Iterator[Path]:
    """The database of a backup, opened and compared, in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory(dir=beside.parent if beside else folder, prefix=".unfinished-") as inside:
        copy = Path(inside) / backup.name
        try:
            with (folder / f"{backup.stem}.duckdb.zst").open("rb") as packed, copy.open("wb") as unpacked:
                zstandard.ZstdDecompressor().copy_stream(packed, unpacked)
        except zstandard.ZstdError as error:
            raise StorageError(f"the backup {backup.stem} is damaged: {error}") from error
        if _sha256(copy) != backup.sha256:
            raise StorageError(f"the backup {backup.stem} is damaged: its database is not the one that was saved")
        with duckdb.connect(str(copy), read_only=True) as connection:
            same = _counts(connection) == backup.counts
            comparable = is_current(connection)  # else an older program made it, whose tables are renewed on first use
        if not same or (comparable and database_digest(Database(path=copy), history=True) != backup.digest):
            raise StorageError(f"the backup {backup.stem} does not say what the database said")
        yield copy


def _read(file: Path) -> Backup:
    name = file.name
    for ending in (".json", ".duckdb.zst", ".raws.zst"):
        name = name.removesuffix(ending)
    try:
        record = json.loads((file.parent / f"{name}.json").read_text("utf-8"))
        return Backup(**(record | {"moment": datetime.fromisoformat(record["moment"])}))
    except FileNotFoundError as error:
        raise StorageError(f"{file} is no backup: there is no {file.parent / f'{name}.json'} beside it") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(f"{file} is no backup: {file.parent / f'{name}.json'} can't be read ({error})") from error


def _raw_ids(database: Database) -> list[str]:
    with database.reading() as connection:
        return [str(row[0]) for row in connection.execute(_RAWS).fetchall()]


def _named_raws(folder: Path, backup: Backup) -> list[str]:
    try:
        packed = (folder / f"{backup.stem}.raws.zst").read_bytes()
    except FileNotFoundError as error:
        raise StorageError(f"{backup.stem}.raws.zst is missing: nothing was removed from {folder / 'raw'}") from error
    return zstandard.decompress(packed).decode().splitlines()


def _copy_raws(database: Database, raw_ids: list[str], folder: Path) -> tuple[list[str], int]:
    """Copies what is not in the folder yet; returns all that are there now, and how many are missing."""
    there = []
    for raw_id in raw_ids:
        target = folder / raw_id[:2] / f"{raw_id}.zst"
        if _copy_whole(raw_path(database, raw_id), target):
            there.append(raw_id)
    return there, len(raw_ids) - len(there)


def _copy_raws_from(folder: Path, raw_ids: list[str], database: Database) -> tuple[list[str], int]:
    there = [
        raw_id for raw_id in raw_ids if _copy_whole(folder / raw_id[:2] / f"{raw_id}.zst", raw_path(database, raw_id))
    ]
    return there, len(raw_ids) - len(there)


def _copy_whole(source: Path, target: Path) -> bool:
    """Whether it is there afterwards; written under another name and renamed."""
    if target.exists():
        return True
    if not source.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)
    return True


def _compress(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        zstandard.ZstdCompressor(level=_LEVEL).copy_stream(read, written)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
