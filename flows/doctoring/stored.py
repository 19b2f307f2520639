"""The doctor at the database: whether it opens, what is stuck in it, and whether it agrees with itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from domain.errors import EventwireError, LockedError, MigrationError
from flows.doctoring.findings import Finding, bad, good, warning
from storage import Database
from storage.checking import inconsistencies
from storage.examining import Condition, condition_of
from storage.marks import BACKED_UP, MAINTAINED, PUBLISHED, SEARCHABLE

_LONG = timedelta(hours=6)
_SLACK = timedelta(minutes=5)
_SELDOM = timedelta(days=3)
_DAY = timedelta(days=1)


def database_findings(database: Database, *, thoroughly: bool) -> Iterator[Finding]:
    """Opens the database for reading, and, `thoroughly`, compares everything in it."""
    now = datetime.now(UTC)
    try:
        if not database.exists:
            yield warning("database", f"there is none at {database.path}", "`eventwire backfill seeds` makes one")
            return
        if database.place.is_dir() and database.lake is None:
            file = database.path / "eventwire.duckdb"
            yield bad("database", f"{database.path} is a folder", f"name a file in it: {file}")
            return
        with database.reading() as connection:
            found = condition_of(connection, long_ago=now - _LONG)
    except LockedError as error:
        yield bad("database", str(error), "close the tool that keeps it open; let it use a published copy")
        return
    except MigrationError as error:
        yield bad("database", str(error), "use the program that fits it, or restore a backup")
        return
    except EventwireError as error:
        yield bad("database", str(error), _cure(database, str(error)))
        return
    yield good("database", f"{database.path} opens; {found.migrations} migrations, the last is {found.last_migration}")
    yield from _stuck(found)
    yield from _housekeeping(found, now)
    if thoroughly:
        yield from _consistency(database)


def _cure(database: Database, problem: str) -> str:
    if database.lake is not None:
        return "see that its PostgreSQL runs and takes this user (PGPASSWORD or ~/.pgpass): docs/scaling.md"
    if "Permission denied" in problem:
        return "give it to this user, with its folder: chown -R"
    return "move it away and restore a backup: `eventwire restore FILE --to PATH`"


def _stuck(found: Condition) -> Iterator[Finding]:
    if found.newest_at is not None and found.newest_at > datetime.now(UTC) + _SLACK:
        told = f"the database knows of something done at {found.newest_at:%Y-%m-%d %H:%M} UTC, which is to come"
        yield bad("clock", told, "set the clock by NTP (timedatectl set-ntp true)")
    else:
        yield good("clock", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, after all that is recorded")
    if found.stuck_runs:
        told = f"never ended, and began more than six hours ago: {', '.join(found.stuck_runs)}"
        yield warning("runs", told, "if they are dead, the next sweep of `eventwire serve` marks them so")
    if found.waiting_batches:
        told = f"{found.waiting_batches} kept batches have waited for more than six hours"
        yield warning("queue", told, "run `eventwire serve`, whose sweep takes them up")
    for batch_id, reason in found.given_up_batches:
        yield bad("queue", f"batch {batch_id} failed five times: {reason}", "cure the cause, then `eventwire recode`")
    if found.given_up_messages:
        told = f"{found.given_up_messages} messages were given up after some ten days of tries"
        yield warning("alerts", told, "look at their reasons: eventwire query \"FROM outbox WHERE state = 'given_up'\"")
    for rule_id, problem in found.failing_rules.items():
        told = f"{rule_id} could not be evaluated: {problem}"
        yield bad("rules", told, f"mend it and `eventwire rules add` it again, or `eventwire rules remove {rule_id}`")


def _housekeeping(found: Condition, now: datetime) -> Iterator[Finding]:
    maintained = found.done_at.get(MAINTAINED)
    backed_up = found.done_at.get(BACKED_UP)
    if maintained is None or now - maintained > _SELDOM:
        told = "never done" if maintained is None else f"last done {maintained:%Y-%m-%d}"
        yield warning("housekeeping", told, "run `eventwire maintain` every night; `eventwire serve` does")
    else:
        yield good("housekeeping", f"last done {maintained:%Y-%m-%d %H:%M} UTC")
    if backed_up is None or now - backed_up > _SELDOM:
        told = "there is none" if backed_up is None else f"the last is of {backed_up:%Y-%m-%d}"
        yield warning("backup", told, "`eventwire backup FOLDER`, or set EVENTWIRE_BACKUPS for `maintain`")
    else:
        yield good("backup", f"the last is of {backed_up:%Y-%m-%d %H:%M} UTC")
    for check, mark, slack, advice in (
        (
            "published copy",
            PUBLISHED,
            _DAY,
            "`eventwire publish`; `eventwire serve` renews the one of EVENTWIRE_PUBLISHED",
        ),
        ("search index", SEARCHABLE, _SELDOM, "`eventwire maintain`, or `eventwire search --rebuild`"),
    ):
        made = found.done_at.get(mark)
        if made is not None and found.newest_at is not None and found.newest_at - made > slack:
            yield warning(check, f"of {made:%Y-%m-%d %H:%M} UTC, and lacks what was loaded since", advice)


def _consistency(database: Database) -> Iterator[Finding]:
    found = inconsistencies(database)
    for each in found:
        examples = f", such as {'; '.join(each.examples)}" if each.examples else ""
        told = f"{each.problem}: {each.number}{examples}"
        yield bad("consistency", told, "restore a backup, and report it: this is a fault of the program or the disk")
    if not found:
        yield good("consistency", "tables, ledgers and raw documents agree")
