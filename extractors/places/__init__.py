"""Where: mentions of places as locations."""

from extractors.places.gazetteer import Gazetteer, find_places, load_gazetteer

__all__ = ["Gazetteer", "find_places", "load_gazetteer"]
