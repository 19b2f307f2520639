"""Sources made due at once, and chosen by what people call them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from domain.sources import PollState
from flows.settings import Settings
from storage.database import Database
from storage.entries import make_entries_due
from storage.sources import all_sources, poll_states, save_polls


def make_due(settings: Settings, only: Sequence[str] | None) -> None:
    """All active sources, or `only` some, are due from now on."""
    now = datetime.now(UTC)
    with Database(path=settings.database).transaction() as connection:
        states = poll_states(connection)
        chosen = only if only is not None else [source.source_id for source in all_sources(connection)]
        due = [replace(states.get(each, PollState(source_id=each)), due_at=now) for each in chosen]
        save_polls(connection, due, moment=now)
        make_entries_due(connection, only)
