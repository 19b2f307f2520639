"""The ontology and its frames, from data files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """PLOVER and CAMEO tables and the frames."""

    version: str


def load_ontology() -> Ontology:
    """The data files, validated."""
    return Ontology(version="plover-0.8")
