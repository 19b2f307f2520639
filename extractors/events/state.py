"""An event while it is being merged."""

from dataclasses import dataclass

from domain.events import Event
from domain.reports import Status
from extractors.events.aggregation import event_of
from extractors.events.blocking import stored_keys
from extractors.events.members import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class EventState:
    """An event while it is being merged: its members, founder first."""

    event_id: str
    members: tuple[Member, ...]
    linked_event: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys under which a later report may find it."""
        return tuple(sorted({key for member in self.members for key in stored_keys(member)}))

    @property
    def status(self) -> Status:
        return self.members[0].status

    def event(self) -> Event:
        return event_of(self.event_id, self.members, self.linked_event)
