"""How close an article is to a story, and why.

Two happenings among the same people (two visits, two hearings) share their names, and two of one kind (two quakes) what
happened, told by the other words. So where days lie between an article and a story, both must be alike.
"""

from dataclasses import dataclass
from datetime import date
from math import fsum, log

from extractors.relations.fingerprint import Fingerprint
from extractors.relations.readable import readable
from extractors.stories.state import StoryState
from extractors.stories.vectors import Vector, cosine, is_figure, shared_terms, unit

_CENTRE = 0.6  # weight of the story as a whole; the rest is that of its closest members
_CLOSEST = 3  # members
_FAR_FROM_CENTRE = 0.05  # below which the members needn't be looked at
_DAYS_OF_A_STORY = 4  # between an article and the story's nearest one, that count for nothing
_SEASON = 10  # times as many days, from which on more of them count for nothing more
_LONG_AFTER = 0.85  # most that is taken off, as a share, for days between them
_SAME_MATTER = 0.3  # likeness of the words that are no names, from which on days count for nothing
_SAME_NAMES = 0.6  # and of the names
_LAST_DATED = 100  # members whose dates are looked at
_REASON_TERMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """A story's claim on an article."""

    story: StoryState
    score: float  # 0 to 1
    days_between: int | None  # from the article to the story's nearest one in time; None where a date is unknown
    article_terms: Vector

    @property
    def terms(self) -> tuple[str, ...]:
        """Stems that make them alike, the heaviest first."""
        return shared_terms(self.article_terms, self.story.total, _REASON_TERMS)

    def reason(self, text: str | None = None) -> str:
        """The claim in words; with the article's `text`, the shared words are as they stand there."""
        number = len(self.story.version_ids)
        members = "1 article" if number == 1 else f"{number} articles"
        return f"shares {', '.join(readable(self.terms, text))} with its {members}{_apart(self.days_between)}"


def closeness(fingerprint: Fingerprint, terms: Vector, story: StoryState, to_centre: float) -> Closeness:
    """Likeness to the story as a whole (`to_centre`) and to its closest members, less for days between them."""
    score = to_centre
    if to_centre >= _FAR_FROM_CENTRE:
        nearest = sorted((cosine(terms, member.terms) for member in story.compared), reverse=True)[:_CLOSEST]
        score = _CENTRE * to_centre + (1 - _CENTRE) * sum(nearest) / len(nearest)
    days = _days_between(fingerprint.published_from, story)
    if days is not None and days > _DAYS_OF_A_STORY:
        score *= 1 - _LONG_AFTER * _lateness(days) * _otherness(fingerprint, terms, story)
    return Closeness(story=story, score=score, days_between=days, article_terms=terms)


def likeness_of_stories(one: StoryState, other: StoryState) -> float:
    """How alike two stories are as wholes, 0 to 1."""
    products = [weight * other.total[stem] for stem, weight in one.total.items() if stem in other.total]
    return fsum(products) / (one.length * other.length)


def _apart(days: int | None) -> str:
    """The days between in words; nothing where they are not known."""
    if days is None:
        return ""
    if days == 0:
        return ", of the same day"
    return f", {'1 day' if days == 1 else f'{days} days'} from the nearest"


def _days_between(published: date | None, story: StoryState) -> int | None:
    if published is None:
        return None
    days = [abs((published - each.published).days) for each in story.members[-_LAST_DATED:] if each.published]
    return min(days, default=None)


def _lateness(days: int) -> float:
    """0 at four days, 1 from forty on."""
    return min(1.0, log(days / _DAYS_OF_A_STORY) / log(_SEASON))


def _otherness(fingerprint: Fingerprint, terms: Vector, story: StoryState) -> float:
    """1 where only names are shared, or only what happened; 0 where both are alike."""
    named = {stem for stem in terms if fingerprint.by_stem[stem].is_name}
    names = unit({stem: terms[stem] for stem in named})
    matter = unit({stem: weight for stem, weight in terms.items() if stem not in named and not is_figure(stem)})
    alike = min(cosine(matter, story.matter) / _SAME_MATTER, cosine(names, story.named) / _SAME_NAMES)
    return max(0.0, 1 - alike)
