"""The words that say whether a thing happened and who claims it."""

from dataclasses import dataclass, fields
from pathlib import Path

from domain.errors import KnowledgeError
from extractors.ontology.tables import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """The lists of status.yaml, by name; what each means is said there."""

    negators: frozenset[str]
    negating_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    negating_nouns: frozenset[str]
    negating_markers: frozenset[str]
    hypothetical_modals: frozenset[str]
    planned_modals: frozenset[str]
    hypothetical_markers: frozenset[str]
    hypothetical_modifiers: frozenset[str]
    planned_modifiers: frozenset[str]
    hypothetical_verbs: frozenset[str]
    hypothetical_nouns: frozenset[str]
    planned_verbs: frozenset[str]
    planned_adjectives: frozenset[str]
    planned_nouns: frozenset[str]
    implicative_verbs: frozenset[str]
    negated_object_verbs: frozenset[str]
    hypothetical_object_verbs: frozenset[str]
    planned_object_verbs: frozenset[str]
    motion_verbs: frozenset[str]
    blaming_verbs: frozenset[str]
    claim_nouns: frozenset[str]
    raising_verbs: frozenset[str]
    reporting_verbs: frozenset[str]
    attribution_phrases: frozenset[str]
    reporting_adverbs: frozenset[str]
    habitual_adverbs: frozenset[str]
    historical_cues: frozenset[str]
    commentary_subjects: frozenset[str]
    commentary_verbs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NounClasses:
    """The lists of nouns.yaml, by name; what each means is said there."""

    agents: frozenset[str]
    weapons: frozenset[str]
    accidents: frozenset[str]
    quantities: frozenset[str]
    posts: frozenset[str]
    voices: frozenset[str]
    vehicles: frozenset[str]
    sports: frozenset[str]
    private: frozenset[str]
    body_parts: frozenset[str]
    disasters: frozenset[str]
    violence: frozenset[str]
    matches: frozenset[str]
    targets: frozenset[str]
    shows: frozenset[str]


def read_noun_classes(path: Path) -> NounClasses:
    """The lists; raises KnowledgeError as `read_status_words` does."""
    return NounClasses(**_word_lists(path, {field.name for field in fields(NounClasses)}))


def read_status_words(path: Path) -> StatusWords:
    """The lists; raises KnowledgeError for a list that is missing, unknown or not of words."""
    return StatusWords(**_word_lists(path, {field.name for field in fields(StatusWords)}))


def _word_lists(path: Path, names: set[str]) -> dict[str, frozenset[str]]:
    content = read_yaml(path)
    if content.keys() != names:
        raise KnowledgeError(path.name, f"lists missing or unknown: {sorted(content.keys() ^ names)}")
    for name, words in content.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise KnowledgeError(path.name, f"{name} wants a list of words (quote no, on, yes)")
    return {name: frozenset(words) for name, words in content.items()}
