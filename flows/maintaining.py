"""Housekeeping: what keeps a database small, searchable, copied and safe; each step may fail alone, and run twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from domain.errors import EventwireError
from flows.loading.clock import Clock, utc_now
from flows.settings import Settings
from storage import Database
from storage.arranging import FLAT_TABLES, arrange
from storage.backups import back_up, rotate
from storage.checking import inconsistencies
from storage.copying import publish
from storage.lake import merge_files
from storage.marks import CHECKED, MAINTAINED, PUBLISHED, mark, newest_load, save_mark
from storage.retention import let_go
from storage.search_index import build_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One step of housekeeping."""

    step: str
    told: str  # what it did, or why it could not
    failed: bool = False


def maintain(settings: Settings, *, clock: Clock = utc_now) -> tuple[Done, ...]:
    """All steps in order: log, retention, order of the flat tables, search index, consistency, published copy, backup.

    Copies come last, so that they hold what the others did. Raises StorageError where there is no database.
    """
    database = Database(path=settings.database)
    with database.reading():
        pass  # housekeeping makes no database
    now = clock()
    steps: tuple[tuple[str, Callable[[], str]], ...] = (
        ("checkpoint", lambda: _checkpoint(database)),
        ("retention", lambda: _let_go(database, settings, now)),
        ("order", lambda: _arranged(database, now)),
        ("search index", lambda: _indexed(database, now)),
        ("consistency", lambda: checked(database, now)),
        ("published copy", lambda: _published(database, settings.published, now)),
        ("backup", lambda: _backed_up(database, settings, now)),
    )
    done = tuple(_tried(step, act) for step, act in steps)
    with database.transaction() as connection:
        save_mark(connection, MAINTAINED, now, failed=[each.step for each in done if each.failed])
    return done


def renewed_copy(settings: Settings, *, clock: Clock = utc_now) -> bool:
    """Publishes again where a copy is wanted, is older than the settings want, and lacks something that was loaded."""
    database, target, now = Database(path=settings.database), settings.published, clock()
    if target is None:
        return False
    with database.reading() as connection:
        last = mark(connection, PUBLISHED)
        newest = newest_load(connection)
    if last is not None and target.exists():
        old = now - last[0] > timedelta(minutes=settings.publish_minutes)
        if not old or newest is None or newest <= last[0]:
            return False
    publish(database, target, moment=now)
    return True


def checked(database: Database, now: datetime) -> str:
    """Compares the tables with each other, with the ledgers and with the raw documents; raises where they disagree."""
    found = inconsistencies(database)
    with database.transaction() as connection:
        save_mark(connection, CHECKED, now, problems=len(found))
    if found:
        told = "; ".join(f"{each.problem} ({each.number}, such as {', '.join(each.examples)})" for each in found)
        raise EventwireError(told)
    return "tables, ledgers and raw documents agree"


def _tried(step: str, act: Callable[[], str]) -> Done:
    try:
        return Done(step=step, told=act())
    except EventwireError as error:
        return Done(step=step, told=str(error), failed=True)


def _checkpoint(database: Database) -> str:
    """Closing a connection that could write puts the log, which a kill may have left, into the file.

    A lake has no log, but a file for each batch that is not very small.
    """
    with database.transaction() as connection:
        if database.lake is not None:
            return f"{merge_files(connection)} small files of the lake merged"
    size = database.path.stat().st_size if database.path.exists() else 0
    return f"{size / 1024**2:.1f} MiB"


def _let_go(database: Database, settings: Settings, now: datetime) -> str:
    gone = let_go(
        database,
        moment=now,
        raws_before=_before(now, settings.keep_raw_days),
        fetches_before=_before(now, settings.keep_fetches_days),
        messages_before=_before(now, settings.keep_messages_days),
    )
    return f"{gone.raw_documents} raw documents, {gone.fetches} requests, {gone.messages} messages let go"


def _before(now: datetime, days: int | None) -> datetime | None:
    return now - timedelta(days=days) if days is not None else None


def _arranged(database: Database, now: datetime) -> str:
    """A transaction for each table, so that readers get in between."""
    done: list[str] = []
    for table in FLAT_TABLES:
        with database.transaction() as connection:
            done += arrange(connection, moment=now, only=table)
    return f"{', '.join(done)} rewritten" if done else "in order"


def _indexed(database: Database, now: datetime) -> str:
    state = build_index(database, moment=now)
    return f"{state.articles} articles, {state.evidence} sentences"


def _published(database: Database, target: Path | None, now: datetime) -> str:
    if target is None:
        return "not wanted: EVENTWIRE_PUBLISHED names no path"
    published = publish(database, target, moment=now)
    return f"{published.path}, {published.size_bytes / 1024**2:.1f} MiB, {published.seconds:.1f} s"


def _backed_up(database: Database, settings: Settings, now: datetime) -> str:
    folder = settings.backups
    if folder is None:
        return "not wanted: EVENTWIRE_BACKUPS names no folder"
    backup = back_up(database, folder, moment=now)
    gone = rotate(folder, backup.name, keep=settings.keep_backups)
    missing = f", {backup.raw_missing} raw documents were missing" if backup.raw_missing else ""
    return f"{folder / backup.stem}.duckdb.zst, read back; {len(gone)} old ones removed{missing}"
