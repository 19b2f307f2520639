"""Candidates for mentions: names, titles, agent nouns and pronouns as they stand in the text, not yet resolved."""

from dataclasses import dataclass, field

from domain.actors import MentionForm
from extractors.actors.complements import Complement
from extractors.actors.modifiers import Modifiers
from extractors.actors.naming import AgentNoun, Title
from extractors.actors.people import PersonSpan


@dataclass(slots=True)
class Candidate:
    """Tokens [start, end) that may speak of an actor."""

    start: int
    end: int
    head: int
    form: MentionForm
    rule: str
    actor_id: str | None = None  # where the gazetteer already says who
    actor_ids: tuple[str, ...] = ()  # the same for names inside one token: "U.S.-Qatar"
    chars: tuple[int, int] | None = None  # where the mention is a part of its token
    person: PersonSpan | None = None
    titles: list[Title] = field(default_factory=list)
    agent: AgentNoun | None = None
    modifiers: Modifiers | None = None
    complement: Complement | None = None

    @property
    def anchors(self) -> list[str]:
        """The actors whose the head noun is, nearest first."""
        right = self.complement.anchors if self.complement else []
        left = list(reversed(self.modifiers.anchors)) if self.modifiers else []
        return [*right, *left] if self.complement and self.complement.preposition == "of" else [*left, *right]

    @property
    def flags(self) -> set[str]:
        return self.modifiers.flags if self.modifiers else set()
