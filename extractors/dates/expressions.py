"""Temporal expressions of an article's text."""

from dataclasses import dataclass

from spacy.tokens import Doc

from domain.documents import Article
from domain.temporal import TemporalExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The expressions that are known, by language."""

    languages: tuple[str, ...]


def load_grammar() -> Grammar:
    """The grammar from its data files."""
    return Grammar(languages=("en",))


def temporal_expressions(doc: Doc, article: Article, grammar: Grammar) -> tuple[TemporalExpression, ...]:
    """The temporal expressions of `doc`, in text order, not overlapping; spans are into `article.text`."""
    return ()
