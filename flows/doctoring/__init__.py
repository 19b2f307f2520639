"""The doctor: whether this machine, its settings and its database can do the work, and what to do where not."""

from collections.abc import Iterator

from domain.errors import StorageError
from flows.doctoring.environment import environment_findings
from flows.doctoring.findings import Finding, Health, bad
from flows.doctoring.places import place_findings, settings_findings
from flows.doctoring.server import server_findings
from flows.doctoring.stored import database_findings
from flows.settings import Settings
from storage import Database

__all__ = ["Finding", "Health", "examined"]


def examined(settings: Settings, *, thoroughly: bool = False) -> tuple[Finding, ...]:
    """All findings, in order; `thoroughly` compares all tables, ledgers and raw documents too."""
    return (
        *environment_findings(),
        *settings_findings(settings),
        *_at_database(settings, thoroughly=thoroughly),
        *server_findings(),
    )


def _at_database(settings: Settings, *, thoroughly: bool) -> Iterator[Finding]:
    database = Database(path=settings.database)
    try:
        database.place  # noqa: B018 -- raises where it is no address
    except StorageError as error:
        yield bad("database", str(error), "correct EVENTWIRE_STORAGE, or what --database says")
        return
    yield from place_findings(database, settings)
    yield from database_findings(database, thoroughly=thoroughly)
