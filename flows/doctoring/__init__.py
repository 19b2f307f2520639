"""The doctor: whether this machine, its settings and its database can do the work, and what to do where not."""

from flows.doctoring.environment import environment_findings
from flows.doctoring.findings import Finding, Health
from flows.doctoring.places import place_findings, settings_findings
from flows.doctoring.server import server_findings
from flows.doctoring.stored import database_findings
from flows.settings import Settings
from storage import Database

__all__ = ["Finding", "Health", "examined"]


def examined(settings: Settings, *, thoroughly: bool = False) -> tuple[Finding, ...]:
    """All findings, in order; `thoroughly` compares all tables, ledgers and raw documents too."""
    database = Database(path=settings.database)
    return (
        *environment_findings(),
        *settings_findings(settings),
        *place_findings(database, settings),
        *database_findings(database, thoroughly=thoroughly),
        *server_findings(),
    )
