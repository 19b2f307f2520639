"""When: publication dates of articles and temporal expressions in their text."""

from extractors.dates.expressions import Grammar, load_grammar, temporal_expressions
from extractors.dates.publication import publication_date

__all__ = ["Grammar", "load_grammar", "publication_date", "temporal_expressions"]
