"""How far a report and a member of an event speak of one happening: a score with its reasons.

Parties weigh most, then days, then words, place and figures. What can't be: other parties, other days, places in
two countries. Statements ("X accused Y") happen often between the same two on the same day, so for these the words
weigh more and the day less.
"""

from dataclasses import dataclass
from functools import lru_cache

from domain.intervals import DayInterval
from domain.reports import EventType
from extractors.events.members import Member, Side

THRESHOLD = 0.6

_NEAR_DAYS = 3  # publication days of two reports of one happening lie this close, where neither dates it
_NARROW_DAYS = 3  # an interval of at most so many days pins a happening down
_LIKE_WORDS = 0.3  # Jaccard of content words that two sentences on one happening reach easily
_STATEMENTS = frozenset(
    {
        EventType.SUPPORT,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.AGREE,
        EventType.CONCEDE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A score from 0 to 1, and the reasons for it in words; 0 with the conflict named where they can't be one."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    value: float  # -1 to 1
    reason: str


def agreement(one: Member, other: Member) -> Agreement:
    """How far the two speak of one happening; symmetric."""
    if one.type is not other.type:
        return Agreement(score=0.0, reason=f"types differ: {one.type} and {other.type}")
    together = _same_sentence(one, other)
    if together is not None:
        return together
    parties = _parties(one, other)
    if parties is None:
        return Agreement(score=0.0, reason="other parties")
    days = _days(one, other)
    place = _place(one, other)
    words = _words(one, other)
    figures = _figures(one, other)
    statement = one.type in _STATEMENTS
    day_weight, word_weight = (0.2, 0.25) if statement else (0.3, 0.1)
    score = (
        0.45 * parties.value
        + day_weight * days.value
        + word_weight * words.value
        + 0.2 * place.value
        + 0.1 * figures.value
    )
    reasons = [part.reason for part in (parties, days, words, place, figures) if part.reason]
    return Agreement(score=max(0.0, min(1.0, score)), reason="; ".join(reasons))


def _same_sentence(one: Member, other: Member) -> Agreement | None:
    """Two reports of one type in one sentence tell one happening ("bombed the town, killing four"), unless their actors
    say otherwise; None where the sentence decides nothing.
    """
    if not one.sentence or one.sentence != other.sentence or one.status is not other.status:
        return None
    if (one.date and other.date and not one.date.overlaps(other.date)) or one.reciprocal is not other.reciprocal:
        return None
    initiators, recipients = _side(one.initiators, other.initiators), _resolved_side(one, other)
    if initiators is None or initiators < 0.5 or recipients is None:
        return None
    return Agreement(score=0.9, reason="one sentence tells both, with no other actors")


def _resolved_side(one: Member, other: Member) -> float | None:
    """Recipients that no actor is known for ("11 people") contradict nobody."""
    mine, its = (tuple(side for side in each.recipients if not side.key.startswith("text:")) for each in (one, other))
    return 1.0 if not mine or not its else _side(mine, its)


def _parties(one: Member, other: Member) -> _Part | None:
    """None where the parties can't be the same."""
    if one.reciprocal or other.reciprocal:
        value = _side(one.everyone, other.everyone)
        if value is None or (value < 0.8 and min(len(one.everyone), len(other.everyone)) < 2):
            return None
        return _Part(value=value, reason=f"parties agree {value:.2f}")
    sides = (_side(one.initiators, other.initiators), _side(one.recipients, other.recipients))
    if None in sides:
        return None
    value = sum(side for side in sides if side is not None) / 2
    return _Part(value=value, reason=f"parties agree {value:.2f}")


@lru_cache(maxsize=65_536)  # reports of one week name the same few parties again and again
def _side(mine: tuple[Side, ...], its: tuple[Side, ...]) -> float | None:
    """1 for the same actors, 0.5 where one is blank, None for actors that exclude each other."""
    if not mine and not its:
        return 0.7
    if not mine or not its:
        return 0.5
    few, many = sorted((mine, its), key=len)
    likeness = [max(_likeness(side, other) for other in many) for side in few]
    value = sum(likeness) / len(likeness)
    return value if value >= 0.5 else None


def _likeness(one: Side, other: Side) -> float:
    if one.identity == other.identity:
        return 1.0
    if one.country is None or one.country != other.country:
        return 0.0
    if one.is_state or other.is_state:
        return 0.8  # a person or body that acts for its state
    if one.is_person and other.is_person:
        return 0.0  # two named people
    return 0.5


def _days(one: Member, other: Member) -> _Part:
    if one.date and other.date:
        return _dated(one.date, other.date)
    if one.family == other.family:
        return _Part(value=0.6 if one.article_id != other.article_id else 0.4, reason="the same account")
    if one.published and other.published and one.published.overlaps(other.published, slack_days=_NEAR_DAYS):
        return _Part(value=0.5, reason=f"published within {_NEAR_DAYS} days")
    known, unknown = (one, other) if one.date else (other, one)
    if known.date and unknown.published and known.date.overlaps(unknown.published, slack_days=_NEAR_DAYS):
        return _Part(value=0.4, reason="dated near the other's publication")
    if one.story_id is not None and one.story_id == other.story_id:
        return _Part(value=0.3, reason="one story")
    return _Part(value=-0.5, reason="no day in common")


def _dated(one: DayInterval, other: DayInterval) -> _Part:
    if one.overlaps(other):
        lengths = [interval.days or 1_000 for interval in (one, other)]
        if max(lengths) <= _NARROW_DAYS:
            return _Part(value=1.0, reason=f"the same days, {_in_words(one)}")
        if one == other:
            return _Part(value=0.7, reason=f"the same interval, {_in_words(one)}")
        return _Part(value=0.5 if min(lengths) <= _NARROW_DAYS else 0.3, reason="intervals overlap")
    if one.overlaps(other, slack_days=1):
        return _Part(value=0.2, reason=f"a day apart, {_in_words(one)} and {_in_words(other)}")
    return _Part(value=-1.5, reason=f"other days, {_in_words(one)} and {_in_words(other)}")


def _in_words(interval: DayInterval) -> str:
    first, last = (day.isoformat() if day else "?" for day in (interval.first, interval.last))
    return first if first == last else f"{first} to {last}"


def _words(one: Member, other: Member) -> _Part:
    mine, its = set(one.words), other.words
    if not mine or not its:
        return _Part(value=0.0, reason="")
    common = len(mine.intersection(its))
    shared = common / (len(mine) + len(its) - common)
    value = min(1.0, 1.5 * shared / _LIKE_WORDS - 0.5)  # two sentences without a word in common speak against it
    return _Part(value=value, reason=f"words shared {shared:.2f}")


def _place(one: Member, other: Member) -> _Part:
    if one.place is None or other.place is None:
        return _Part(value=0.0, reason="")
    if one.place.place_id == other.place.place_id:
        return _Part(value=0.5, reason=f"the same place, {one.place.name}")
    own = {one.place_source, other.place_source} <= {"clause", "sentence"}
    if one.place.country != other.place.country:
        value = -2.0 if own else -0.5
        return _Part(value=value, reason=f"other countries, {one.place.name} and {other.place.name}")
    if "country" in (one.place.precision, other.place.precision):
        return _Part(value=0.2, reason=f"{one.place.name} and {other.place.name} may be one place")
    return _Part(value=-1.0 if own else 0.0, reason=f"other places, {one.place.name} and {other.place.name}")


def _figures(one: Member, other: Member) -> _Part:
    mine = {figure.name: figure for figure in one.figures}
    its = {figure.name: figure for figure in other.figures}
    common = sorted(mine.keys() & its.keys())
    if not common:
        return _Part(value=0.0, reason="")
    same = [name for name in common if mine[name].least <= its[name].most and its[name].least <= mine[name].most]
    if same:
        return _Part(value=1.0, reason=f"the same figures: {', '.join(same)}")
    far = [name for name in common if not _near(mine[name].most, its[name].most)]
    return _Part(value=-1.0 if far else 0.0, reason=f"other figures: {', '.join(common)}")


def _near(one: float, other: float) -> bool:
    """Tolls of one happening grow from report to report, but seldom more than fourfold."""
    least, most = sorted((one, other))
    return most <= 4 * max(least, 1)
