"""The doctor at the settings, and at the folders that they name: what can't be used, and where there is no room."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from domain.errors import EventwireError
from flows.alerting import Channels
from flows.doctoring.findings import Finding, bad, good, warning
from flows.settings import Settings
from storage import Database

_LEAST_FREE = 1 << 30
_GOOD_FREE = 5 << 30


def settings_findings(settings: Settings) -> Iterator[Finding]:
    """Settings that are misspelt, can't be used together, or had better be set."""
    known = {f"EVENTWIRE_{name.upper()}" for name in Settings.model_fields}
    strange = sorted(name for name in os.environ if name.startswith("EVENTWIRE_") and name not in known)
    if strange:
        yield warning("settings", f"unknown: {', '.join(strange)}", "`eventwire settings` lists those that there are")
    problems = []
    try:
        channels = Channels.from_settings(settings.alert_channels.get_secret_value()).by_name
        wanted = [each.strip() for each in settings.digest_channels.split(",") if each.strip()]
        problems += [
            f"EVENTWIRE_DIGEST_CHANNELS names {each!r}, which is no channel" for each in wanted if each not in channels
        ]
    except EventwireError as error:
        problems.append(str(error))
    try:
        json.loads(settings.source_headers.get_secret_value()).items()
    except (ValueError, AttributeError) as error:
        problems.append(f"EVENTWIRE_SOURCE_HEADERS can't be read: {error}")
    yield from (bad("settings", problem, "see `eventwire settings`") for problem in problems)
    if settings.contact == Settings.model_fields["contact"].default:
        yield warning("settings", "hosts are not told how to reach you", "set EVENTWIRE_CONTACT before you poll")
    if settings.backups is None:
        yield warning("settings", "no backups are made", "set EVENTWIRE_BACKUPS to a folder on another disk")
    if not strange and not problems:
        yield good("settings", f"{len(known)} settings can be used")


def place_findings(database: Database, settings: Settings) -> Iterator[Finding]:
    """Whether we may write where we must, and whether there is room."""
    folders = {"database": database.raw_folder.parent}
    if settings.published is not None:
        folders["published copy"] = settings.published.parent
    if settings.backups is not None:
        folders["backups"] = settings.backups
    for name, folder in folders.items():
        there = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            yield bad(
                "permissions",
                f"{folder} ({name}) can't be written",
                f"give it to this user: chown, or chmod u+rwx {there}",
            )
        else:
            yield _room(name, there, database)
    for path in (database.path, database.raw_folder):
        if path.exists() and not os.access(path, os.W_OK):
            yield bad(
                "permissions", f"{path} can't be written", f"give it to this user: chown, or chmod -R u+rw {path}"
            )


def _room(name: str, folder: Path, database: Database) -> Finding:
    free = shutil.disk_usage(folder).free
    size = database.path.stat().st_size if database.path.exists() else 0
    told = f"{free / 1024**3:.1f} GiB free for the {name}, in {folder}"
    if free < max(_LEAST_FREE, size):
        return bad("disk", told, "make room: housekeeping wants as much again as the database has")
    if free < max(_GOOD_FREE, 3 * size):
        return warning("disk", told, "make room soon, or let go of old raw documents (EVENTWIRE_KEEP_RAW_DAYS)")
    return good("disk", told)
