"""Folders as sources: new and changed files are taken once they are complete.

A file is taken for complete when it has not changed for some seconds and does not carry a name that writers give to
files they have not finished.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from domain.sources import EntryState, ListedEntry, PollState, Source
from flows.inputs.found import Found
from flows.polling.outcomes import PollOutcome
from storage.database import Database
from storage.entries import known_entries, save_entries
from storage.sources import save_polls

SETTLED = timedelta(seconds=5)

_INTERVAL = timedelta(minutes=1)
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".swp", "~")


def take_folders(
    database: Database,
    folders: Sequence[tuple[Source, PollState]],
    load: Callable[[Sequence[Found]], None],
    now: datetime,
    batch_size: int,
    outcome: PollOutcome,
) -> None:
    """Takes what is new in each folder; one folder's failure is its own."""
    for source, state in folders:
        outcome.due += 1
        path = folder_of(source)
        if not path.is_dir():
            problem = f"there is no folder at {path}"
            outcome.failed += 1
            outcome.problems.append((source.name, problem))
            _save(database, replace(state, failures_in_row=state.failures_in_row + 1, reason=problem), source, now)
            continue
        taken = _take(database, source, path, load, now, batch_size)
        outcome.taken += taken
        outcome.new_entries += taken
        outcome.with_news += taken > 0
        outcome.unchanged += taken == 0
        _save(database, replace(state, failures_in_row=0, reason=None, good_at=now), source, now)


def folder_of(source: Source) -> Path:
    """The folder that the source's file URL names."""
    return Path(unquote(urlsplit(source.url).path))


def _take(
    database: Database,
    source: Source,
    path: Path,
    load: Callable[[Sequence[Found]], None],
    now: datetime,
    batch_size: int,
) -> int:
    """Number of files taken. A file's entry is recorded after its documents are committed."""
    from flows.inputs import documents_in  # which brings readers of all kinds of files

    with database.transaction() as connection:
        known = known_entries(connection, source.source_id)
    files = new_files(source, path, known, now)
    taken = 0
    while entries := list(islice(files, batch_size)):
        found = [
            replace(each, source_id=source.source_id)
            for entry in entries
            for each in documents_in(path / entry.entry_key)
        ]
        for start in range(0, len(found), batch_size):
            load(found[start : start + batch_size])
        with database.transaction() as connection:
            save_entries(connection, entries, moment=now)
        taken += len(entries)
    return taken


def new_files(source: Source, path: Path, known: Mapping[str, str], now: datetime) -> Iterator[ListedEntry]:
    """Files that are complete and not known as they are, by name."""
    from flows.inputs import found_files

    for file in found_files([path]):
        try:
            about = file.stat()
        except OSError:
            continue  # gone since it was listed
        changed = datetime.fromtimestamp(about.st_mtime, UTC)
        if file.name.lower().endswith(_UNFINISHED) or now - changed < SETTLED:
            continue
        key = file.relative_to(path).as_posix()
        content_key = f"{about.st_size}:{about.st_mtime_ns}"
        if known.get(key) != content_key:
            yield ListedEntry(
                source_id=source.source_id,
                entry_key=key,
                url=None,
                content_key=content_key,
                hints=None,
                state=EntryState.TAKEN,
            )


def _save(database: Database, state: PollState, source: Source, now: datetime) -> None:
    wait = timedelta(seconds=source.interval_seconds) if source.interval_seconds else _INTERVAL
    with database.transaction() as connection:
        save_polls(connection, [replace(state, polled_at=now, due_at=now + wait)], moment=now)
