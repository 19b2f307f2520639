"""What an article as a whole is about, where that decides what its words mean: a match, or a disaster."""

from collections.abc import Sequence
from enum import StrEnum

from spacy.tokens import Doc

from extractors.ontology import NounClasses

_MATCH_WORDS = 3  # different words of sport that make an article one of sport
_MATCH_SHARE = 0.008  # of all its words


class Topic(StrEnum):
    """A topic that an article may have beside others."""

    SPORT = "sport"
    DISASTER = "disaster"


def topics_of(doc: Doc, nouns: NounClasses) -> frozenset[Topic]:
    """The topics of an article, by the words that it uses."""
    lemmas = [token.lemma_.lower() for token in doc if token.is_alpha]
    found = set()
    matches = _among(lemmas, nouns.matches)
    if len(set(matches)) >= _MATCH_WORDS and len(matches) >= _MATCH_SHARE * len(lemmas):
        found.add(Topic.SPORT)
    disasters = len(_among(lemmas, nouns.disasters))
    if disasters and disasters >= len(_among(lemmas, nouns.violence)):
        found.add(Topic.DISASTER)
    return frozenset(found)


def _among(lemmas: Sequence[str], words: frozenset[str]) -> list[str]:
    return [lemma for lemma in lemmas if lemma in words]
