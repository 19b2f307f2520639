"""When: publication dates of articles and temporal expressions in their text."""

from extractors.dates.expressions import caption_dates, temporal_expressions
from extractors.dates.grammar import Grammar, load_grammar
from extractors.dates.inheritance import inherited_date
from extractors.dates.publication import publication_date

__all__ = [
    "Grammar",
    "caption_dates",
    "inherited_date",
    "load_grammar",
    "publication_date",
    "temporal_expressions",
]
