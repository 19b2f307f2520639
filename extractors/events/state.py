"""An event while it is being merged."""

from dataclasses import dataclass, field, replace

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
    known_keys: frozenset[str] = field(default=frozenset(), compare=False)  # of all members; empty: not yet made

    @property
    def keys(self) -> frozenset[str]:
        """All keys under which a later report may find it."""
        return self.known_keys or frozenset(key for member in self.members for key in stored_keys(member))

    def with_member(self, member: Member) -> "EventState":
        """The event with one more report; what its other members were found under is not worked out again."""
        keys = self.keys.union(stored_keys(member))
        return replace(self, members=(*self.members, member), known_keys=keys)

    def with_members(self, members: tuple[Member, ...]) -> "EventState":
        """The event with other members than before."""
        return replace(self, members=members, known_keys=frozenset())

    @property
    def status(self) -> Status:
        return self.members[0].status

    def event(self) -> Event:
        return event_of(self.event_id, self.members, self.linked_event)
