"""What extraction makes of one article, whole."""

from dataclasses import dataclass

from domain.actors import ActorLayer, PlaceMention
from domain.documents import Article
from domain.reports import Report
from domain.temporal import TemporalExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedArticle:
    """An article with its dates, actors, places and reports; all spans are into `article.text`."""

    article: Article
    dates: tuple[TemporalExpression, ...]
    layer: ActorLayer
    places: tuple[PlaceMention, ...]
    reports: tuple[Report, ...]
    extractor_version: str
    ontology_version: str
