"""How a thing stands that a word speaks of: what negates it, plans it or makes it hypothetical, and who says it."""

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from domain.reports import Status
from extractors.ontology import StatusWords
from extractors.reports.grammar import is_verbal

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_SUBJECT_NEGATORS = frozenset({"no", "nobody", "none", "neither", "nothing", "no-one"})


class Turn(StrEnum):
    """What a step does to what is said."""

    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One turn and the word that makes it."""

    turn: Turn
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a thing stands: its turns from the inside out, and who is said to say it."""

    steps: tuple[Step, ...]
    speakers: tuple[Token, ...]
    saying: Token | None  # the verb or noun of saying

    @property
    def status(self) -> Status:
        """Hypothetical outdoes all; two negations cancel; what is negated is not planned."""
        turns = [step.turn for step in self.steps]
        if Turn.HYPOTHETICAL in turns:
            return Status.HYPOTHETICAL
        if turns.count(Turn.NEGATED) % 2:
            return Status.NEGATED
        return Status.PLANNED if Turn.PLANNED in turns else Status.ACTUAL

    @property
    def reason(self) -> str:
        """The words that gave the status."""
        status = self.status
        words = [step.word for step in self.steps if step.turn.value == status.value]
        return f"{status.value} by {', '.join(repr(word) for word in words[:3])}" if words else "stated as a fact"


def lemma_of(token: Token) -> str:
    return token.lemma_.lower()


def is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def is_no(token: Token) -> bool:
    return token.lower_ in _SUBJECT_NEGATORS or any(
        child.dep_ in ("det", "neg", "preconj", "cc") and child.lower_ in _SUBJECT_NEGATORS for child in token.children
    )


def is_definite(noun: Token) -> bool:
    """Whether a noun speaks of something already known: "the attack", "its attack", "Monday's attack"."""
    return any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in _DEFINITE) for child in noun.children)


def is_reported(verb: Token, words: StatusWords) -> bool:
    """Whether a "would" is the future of a past: "said it would send troops"."""
    clause = verb
    while clause.dep_ == "conj" and is_verbal(clause.head):
        clause = clause.head
    return (
        clause.dep_ in ("ccomp", "acl")
        and lemma_of(clause.head) in words.reporting_verbs | words.planned_verbs | words.planned_nouns
    )
