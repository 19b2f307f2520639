"""From parsed sentences with actors, places and dates to reports."""

from spacy.tokens import Doc

from domain.actors import ActorLayer, PlaceMention
from domain.documents import Article
from domain.reports import Report
from domain.temporal import TemporalExpression
from extractors.ontology import Ontology


def code_reports(
    doc: Doc,
    article: Article,
    layer: ActorLayer,
    places: tuple[PlaceMention, ...],
    dates: tuple[TemporalExpression, ...],
    ontology: Ontology,
) -> tuple[Report, ...]:
    """The reports of an article, in text order; spans are into `article.text`."""
    return ()
