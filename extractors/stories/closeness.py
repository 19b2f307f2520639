"""How close an article is to a story, and why."""

from dataclasses import dataclass
from datetime import date
from math import log

from extractors.stories.state import StoryState
from extractors.stories.vectors import Vector, cosine, shared_terms

_CENTRE = 0.3  # weight of the story as a whole; the rest is that of its closest members
_CLOSEST = 3  # members
_FAR_FROM_CENTRE = 0.05  # below which the members needn't be looked at
_DAYS_OF_A_STORY = 10  # between an article and the story's nearest one, that count for nothing
_LONG_AFTER = 0.15  # most that is taken off for days between them
_REASON_TERMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """A story's claim on an article."""

    story: StoryState
    score: float  # 0 to 1
    days_between: int | None  # from the article to the story's nearest one in time; None where a date is unknown
    terms: tuple[str, ...]  # stems that make them alike, the heaviest first

    @property
    def reason(self) -> str:
        """The claim in words."""
        days = "" if self.days_between is None else f", {self.days_between} days from the nearest"
        number = len(self.story.members)
        members = "1 article" if number == 1 else f"{number} articles"
        return f"shares {', '.join(self.terms)} with its {members}{days}"


def closeness(terms: Vector, published: date | None, story: StoryState) -> Closeness:
    """Likeness to the story as a whole and to its closest members, less for days between them."""
    to_centre = cosine(terms, story.centre)
    score = to_centre
    if to_centre >= _FAR_FROM_CENTRE:
        nearest = sorted((cosine(terms, member.terms) for member in story.compared), reverse=True)[:_CLOSEST]
        score = _CENTRE * to_centre + (1 - _CENTRE) * sum(nearest) / len(nearest)
    days = _days_between(published, story)
    return Closeness(
        story=story,
        score=max(0.0, score - _penalty(days)),
        days_between=days,
        terms=shared_terms(terms, story.centre, _REASON_TERMS),
    )


def _days_between(published: date | None, story: StoryState) -> int | None:
    if published is None:
        return None
    days = [abs((published - member.published).days) for member in story.members[-100:] if member.published]
    return min(days, default=None)


def _penalty(days: int | None) -> float:
    """Nothing within ten days, all of it from six weeks on."""
    if days is None or days <= _DAYS_OF_A_STORY:
        return 0.0
    return _LONG_AFTER * min(1.0, log(days / _DAYS_OF_A_STORY) / log(4))
