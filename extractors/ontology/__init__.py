"""What kinds of happenings there are: PLOVER and CAMEO tables, and the frames that words call up."""

from extractors.ontology.ontology import Ontology, load_ontology

__all__ = ["Ontology", "load_ontology"]
