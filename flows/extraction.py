"""The stages from a raw document to a coded article, in the order in which they run."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from domain.actors import ActorMerge
from domain.coded import CodedArticle
from domain.documents import Article
from domain.rejects import Rejected, Stage
from extractors.actors import ActorBook, KnownActors, NoKnownActors, find_actors, load_actor_book
from extractors.actors.merging import with_merges
from extractors.dates import Grammar, load_grammar, temporal_expressions
from extractors.ontology import Ontology, load_ontology
from extractors.parsing import Parser
from extractors.places import Gazetteer, find_places, load_gazetteer
from extractors.reports import code_reports
from flows.parsing_pool import load_parser_pool
from flows.reading import Selectors, failed, read
from flows.runners import Workers

EXTRACTOR_VERSION = "0.1.0"
MOST_CHARACTERS = 500_000  # of an article; the parser takes memory by the length of its text

__all__ = [
    "EXTRACTOR_VERSION",
    "MOST_CHARACTERS",
    "Knowledge",
    "Selectors",
    "code",
    "code_article",
    "load_knowledge",
    "read",
]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the stages know beforehand: loaded once a process."""

    parser: Parser
    grammar: Grammar
    book: ActorBook
    gazetteer: Gazetteer
    ontology: Ontology


def load_knowledge(ontology: Ontology | None = None, *, workers: Workers | None = None) -> Knowledge:
    """The model and all data files; an ontology that is loaded already is taken as it is."""
    return Knowledge(
        parser=load_parser_pool(workers or Workers()),
        grammar=load_grammar(),
        book=load_actor_book(),
        gazetteer=load_gazetteer(),
        ontology=ontology or load_ontology(),
    )


def code(
    articles: Sequence[Article],
    knowledge: Knowledge,
    known: KnownActors | None = None,
    merges: Sequence[ActorMerge] = (),
) -> tuple[CodedArticle | Rejected, ...]:
    """Each article with its dates, actors, places and reports, in order; parsed as one batch.

    `merges` are decisions that two actors are one, or are not.
    """
    with knowledge.parser.forgetting():
        return tuple(_coded(articles, knowledge, known or NoKnownActors(), merges))


def _coded(
    articles: Sequence[Article], knowledge: Knowledge, known: KnownActors, merges: Sequence[ActorMerge]
) -> Iterator[CodedArticle | Rejected]:
    sound = [article for article in articles if len(article.text) <= MOST_CHARACTERS]
    docs = knowledge.parser.parse([(article.text, article.language) for article in sound])
    for article in articles:
        if len(article.text) > MOST_CHARACTERS:
            reason = f"text longer than {MOST_CHARACTERS:,} characters, which no article is"
            yield Rejected(stage=Stage.PARSE, reason=reason)
            continue
        doc = next(docs)
        try:
            yield code_article(article, doc, knowledge, known, merges)
        except Exception as error:  # noqa: BLE001 -- the boundary of one article, as in `read`
            _log.exception("extraction failed", extra={"version_id": article.version_id, "url": article.url})
            yield failed(Stage.EXTRACT, "extraction failed", error)


def code_article(
    article: Article, doc: Doc, knowledge: Knowledge, known: KnownActors, merges: Sequence[ActorMerge] = ()
) -> CodedArticle:
    """One parsed article, coded."""
    dates = temporal_expressions(doc, article, knowledge.grammar)
    layer = find_actors(doc, article, dates, knowledge.book, known)
    if merges:
        layer = with_merges(layer, merges)
    places = find_places(doc, article, layer, knowledge.gazetteer)
    reports = code_reports(doc, article, layer, places, dates, knowledge.ontology)
    return CodedArticle(
        article=article,
        dates=dates,
        layer=layer,
        places=places,
        reports=reports,
        extractor_version=EXTRACTOR_VERSION,
        ontology_version=knowledge.ontology.version,
    )
