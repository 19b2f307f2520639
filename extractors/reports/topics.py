"""What an article as a whole is about, where that decides what its words mean: a match, a film, a disaster."""

from collections.abc import Sequence
from enum import StrEnum

from spacy.tokens import Doc

from extractors.ontology import NounClasses

_LEAST_WORDS = 3  # different words of a topic that make an article one of it
_LEAST_SHARE = 0.008  # of all its words


class Topic(StrEnum):
    """A topic that an article may have beside others."""

    SPORT = "sport"
    DISASTER = "disaster"
    SHOW = "show"  # films, music, stars


def topics_of(doc: Doc, nouns: NounClasses) -> frozenset[Topic]:
    """The topics of an article, by the words that it uses."""
    lemmas = [token.lemma_.lower() for token in doc if token.is_alpha]
    found = set()
    for topic, words in ((Topic.SPORT, nouns.matches), (Topic.SHOW, nouns.shows)):
        used = _among(lemmas, words)
        if len(set(used)) >= _LEAST_WORDS and len(used) >= _LEAST_SHARE * len(lemmas):
            found.add(topic)
    disasters = len(_among(lemmas, nouns.disasters))
    if disasters and disasters >= len(_among(lemmas, nouns.violence)):
        found.add(Topic.DISASTER)
    return frozenset(found)


def _among(lemmas: Sequence[str], words: frozenset[str]) -> list[str]:
    return [lemma for lemma in lemmas if lemma in words]
