"""When: publication dates of articles and temporal expressions in their text."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractors.dates.inheritance import inherited_date
from extractors.dates.publication import publication_date

if TYPE_CHECKING:
    from extractors.dates.expressions import caption_dates, temporal_expressions
    from extractors.dates.grammar import Grammar, load_grammar

__all__ = [
    "Grammar",
    "caption_dates",
    "inherited_date",
    "load_grammar",
    "publication_date",
    "temporal_expressions",
]

# What wants spaCy is imported when it is asked for: who only dates articles starts several times as fast.
_LATER = {
    "Grammar": "extractors.dates.grammar",
    "caption_dates": "extractors.dates.expressions",
    "load_grammar": "extractors.dates.grammar",
    "temporal_expressions": "extractors.dates.expressions",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
