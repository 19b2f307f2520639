"""Frames: which words call up which type of happening, and where its parties stand.

The format of the files is described in docs/frames.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from domain.reports import EventType

PREPOSITIONS = frozenset(
    "to with on against from by of for between over at in into toward towards about among amongst through upon onto "
    "via near after before behind under alongside across around concerning regarding within without as than off".split()
)
SLOTS = PREPOSITIONS | {
    "subject",
    "object",
    "dative",
    "complement",
    "possessor",
    "modifier",
    "support_subject",
    "support_object",
    "speaker",
}
ARGUMENT_KINDS = frozenset({"actor", "person", "place", "thing"})


class FrameWord(StrEnum):
    """What kind of word triggers a frame."""

    VERB = "verb"
    NOUN = "noun"
    ADJ = "adj"
    PHRASE = "phrase"


class Content(StrEnum):
    """What the clausal complement of a trigger means for what is said in it."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    PROMISED = "promised"
    DENIED = "denied"
    DOUBTED = "doubted"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One row of a frame file."""

    id: str
    lemmas: tuple[str, ...]
    pos: FrameWord
    type: EventType
    cameo: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()  # one of them must stand by the verb
    object: tuple[str, ...] = ()  # lemmas, one of which must head the object
    not_object: tuple[str, ...] = ()  # lemmas that block the frame as object (or as noun's own dependent)
    subject: tuple[str, ...] = ()  # lemmas, one of which must head the subject
    not_subject: tuple[str, ...] = ()  # lemmas that block the frame as subject
    with_prep: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    without_complement: bool = False  # only where there is no infinitive or clause
    complement_verb: tuple[str, ...] = ()  # lemmas, one of which must head the clausal complement
    without_object: bool = False
    object_kind: tuple[str, ...] = ()
    subject_kind: tuple[str, ...] = ()
    recipient_kind: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    needs_support: bool = False
    phrase: tuple[str, ...] = ()  # words of a literal trigger, lower case
    initiator: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    reciprocal: bool = False
    own_slots: bool = False  # parties only from its slots, never from what it is about
    status: str | None = None
    content: Content | None = None
    example: str | None = None
    note: str | None = None
    where: str = ""  # file:line

    @property
    def specificity(self) -> int:
        """How much the frame asks for beyond its trigger: the frame that asks for most wins."""
        return (
            4 * bool(self.object)
            + 4 * bool(self.with_prep)
            + 4 * bool(self.complement_verb)
            + 4 * bool(self.subject)
            + 3 * bool(self.particle)
            + 2 * bool(self.object_kind or self.recipient_kind or self.subject_kind)
            + bool(self.without_object)
            + bool(self.requires)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameIndex:
    """Frames by the lemma that triggers them."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    phrases: Mapping[str, tuple[Frame, ...]]  # by first word

    @classmethod
    def of(cls, frames: Iterable[Frame]) -> "FrameIndex":
        """Each list is ordered: what asks for most first."""
        tables: dict[FrameWord, dict[str, list[Frame]]] = {word: {} for word in FrameWord}
        for frame in frames:
            keys = (frame.phrase[0],) if frame.pos is FrameWord.PHRASE else frame.lemmas
            for key in keys:
                tables[frame.pos].setdefault(key, []).append(frame)
        return cls(
            verbs=_ordered(tables[FrameWord.VERB]),
            nouns=_ordered(tables[FrameWord.NOUN]),
            adjectives=_ordered(tables[FrameWord.ADJ]),
            phrases=_ordered(tables[FrameWord.PHRASE]),
        )


def _ordered(table: Mapping[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
    return {key: tuple(sorted(rows, key=lambda row: -row.specificity)) for key, rows in table.items()}
