"""Documents that a stage could not take: values, not exceptions."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The stages of an article's life at which it may be rejected."""

    OPEN = "open"  # finding and opening files
    FETCH = "fetch"
    DECODE = "decode"
    READ = "read"  # body and metadata
    DATE = "date"
    RELATE = "relate"
    PARSE = "parse"
    EXTRACT = "extract"
    LOAD = "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Why a document went no further; the raw document is kept, and a replay may do better."""

    stage: Stage
    reason: str  # plain words, for people
    detail: str | None = None  # the error's own words or the offending excerpt
