"""Which of two related articles was written first, where it can be told."""

from dataclasses import dataclass
from datetime import timedelta

from extractors.relations.fingerprint import Fingerprint

_LEAST_NAME = 4  # letters of an outlet's name that may begin a longer one: "ynet" and "ynetnews"
_SEEN_APART = timedelta(hours=3)
_MOMENT = "%Y-%m-%d %H:%M %Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The version that was written first, and how that is known."""

    version_id: str
    reason: str


def origin(one: Fingerprint, other: Fingerprint) -> Origin | None:
    """By credit, by a trailer, by publication date or by when they were first seen; None where nothing tells.

    Reasons call the first article "this one" and the second "the other".
    """
    return _by_credit(one, other) or _by_trailer(one, other) or _by_date(one, other) or _by_sight(one, other)


def _by_credit(one: Fingerprint, other: Fingerprint) -> Origin | None:
    by_one, by_other = credits_other(one, other), credits_other(other, one)
    if by_one and not by_other:
        return Origin(version_id=other.version_id, reason=f"this one credits {by_one}")
    if by_other and not by_one:
        return Origin(version_id=one.version_id, reason=f"the other credits {by_other}")
    return None


def credits_other(credit_giver: Fingerprint, other: Fingerprint) -> str | None:
    """The outlet of `other` that `credit_giver` credits, if it does; an agency that both credit tells nothing."""
    for credit in credit_giver.credits:
        if credit in other.credits:
            continue
        for publisher in other.publishers:
            shorter, longer = sorted((credit, publisher), key=len)
            if shorter == longer or (len(shorter) >= _LEAST_NAME and longer.startswith(shorter)):
                return credit
    return None


def names_its_source(one: Fingerprint, other: Fingerprint) -> Fingerprint | None:
    """The one that says in a trailer that it is made from another article, if that may be the other of the two."""
    made = [each for each, rest in ((one, other), (other, one)) if each.trailer and not rest.publishers]
    return made[0] if len(made) == 1 and not (one.trailer and other.trailer) else None


def _by_trailer(one: Fingerprint, other: Fingerprint) -> Origin | None:
    made = names_its_source(one, other)
    if made is None:
        return None
    first, copy = (other, "this one") if made is one else (one, "the other")
    return Origin(version_id=first.version_id, reason=f"{copy} says that it is made from {made.trailer}")


def _by_date(one: Fingerprint, other: Fingerprint) -> Origin | None:
    if one.published_at and other.published_at:
        if one.published_at == other.published_at:
            return None
        first, name = (one, "this one") if one.published_at < other.published_at else (other, "the other")
        return Origin(version_id=first.version_id, reason=f"{name} was published first, {first.published_at:{_MOMENT}}")
    for first, second, name in ((one, other, "this one"), (other, one, "the other")):
        if first.published_to and second.published_from and first.published_to < second.published_from:
            return Origin(version_id=first.version_id, reason=f"{name} was published first, on {first.published_to}")
    return None


def _by_sight(one: Fingerprint, other: Fingerprint) -> Origin | None:
    if one.seen_at and other.seen_at and abs(one.seen_at - other.seen_at) >= _SEEN_APART:
        first, name = (one, "this one") if one.seen_at < other.seen_at else (other, "the other")
        return Origin(version_id=first.version_id, reason=f"{name} was seen first, {first.seen_at:{_MOMENT}}")
    return None
