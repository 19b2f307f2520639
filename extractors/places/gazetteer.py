"""Places of an article, from a table of cities and countries."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from domain.actors import ActorLayer, Place, PlaceMention
from domain.documents import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Places by folded name, most populous first."""

    places: Mapping[str, tuple[Place, ...]]


def load_gazetteer() -> Gazetteer:
    """The gazetteer from its data file."""
    return Gazetteer(places={})


def find_places(doc: Doc, article: Article, layer: ActorLayer, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Places named as locations, in text order; what acts as an actor in `layer` is not among them."""
    return ()
