"""When to ask a source again: its own settings, the server's words, the publisher's rhythm, and patience with failures.

All functions are pure: the clock and the dice are arguments.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)

_PATIENCE = timedelta(minutes=15)  # the first wait after a failure; it doubles with each further one
_QUIET_GROWTH = 1.25  # how much longer to wait after each answer without news
_RHYTHM_SHARE = 0.5  # ask twice as often as the publisher writes, so that an entry is at most half a gap old
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_STORE = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What bears on a good poll's next time."""

    interval_seconds: int | None  # the user's own setting: goes before all else
    ttl_seconds: int | None  # the feed's <ttl> or update period
    fresh_seconds: int | None  # the server's Cache-Control or Expires
    skip_hours: tuple[int, ...]  # UTC
    skip_days: tuple[int, ...]  # Monday 0
    published: tuple[datetime, ...]  # of the entries listed, aware


def next_poll(now: datetime, pace: Pace) -> datetime:
    """When to poll again after a good answer: between 15 minutes and 24 hours, unless the user set an interval."""
    if pace.interval_seconds is not None:
        return now + timedelta(seconds=max(1, pace.interval_seconds))
    wait = rhythm(pace.published, now)
    for asked in (pace.ttl_seconds, pace.fresh_seconds):
        if asked is not None:
            wait = max(wait, timedelta(seconds=asked))
    return after_skips(now + min(max(wait, SHORTEST), LONGEST), pace)


def quiet_poll(now: datetime, last: timedelta, pace: Pace) -> datetime:
    """When to poll again after an answer without news: later than after the `last` wait, or as asked."""
    if pace.interval_seconds is not None:
        return now + timedelta(seconds=max(1, pace.interval_seconds))
    wait = max(last * _QUIET_GROWTH, SHORTEST)
    for asked in (pace.ttl_seconds, pace.fresh_seconds):
        if asked is not None:
            wait = max(wait, timedelta(seconds=asked))
    return after_skips(now + min(wait, LONGEST), pace)


def rhythm(published: Sequence[datetime], now: datetime) -> timedelta:
    """Half the median gap between entries; half the silence, where that is longer."""
    moments = sorted(moment for moment in published if moment <= now)
    if not moments:
        return SHORTEST * 4
    gaps = sorted(later - earlier for earlier, later in pairwise(moments))
    median = gaps[len(gaps) // 2] if gaps else LONGEST
    return max(median, (now - moments[-1]) / 4) * _RHYTHM_SHARE


def after_skips(due: datetime, pace: Pace) -> datetime:
    """The first time from `due` on that is in no skipped hour or day, at most eight days later."""
    for _ in range(24 * 8):
        if due.weekday() in pace.skip_days:
            due = (due + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        elif due.hour in pace.skip_hours:
            due = (due + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        else:
            break
    return due


def retry_poll(now: datetime, failures: int, dice: random.Random, retry_after: str | None = None) -> datetime:
    """When to try again after `failures` bad answers in a row: exponential with jitter, or as the server asked.

    A server's Retry-After is obeyed up to a day, and never shortens our own first wait.
    """
    own: timedelta = min(_PATIENCE * 2 ** min(max(failures - 1, 0), 10), LONGEST)
    own = own * (1 + 0.25 * dice.random())
    asked = retry_seconds(retry_after, now)
    if asked is not None:
        return now + min(max(timedelta(seconds=asked), _PATIENCE), LONGEST)
    return now + min(own, LONGEST)


def retry_page(now: datetime, attempts: int, dice: random.Random, interval_seconds: int | None = None) -> datetime:
    """When to ask for a page again after `attempts` bad answers; sooner than usual where its feed is asked often."""
    first = min(_PATIENCE, timedelta(seconds=max(1, interval_seconds or _PATIENCE.total_seconds())))
    own: timedelta = first * 2 ** min(max(attempts - 1, 0), 10) * (1 + 0.25 * dice.random())
    return now + min(own, LONGEST)


def retry_seconds(value: str | None, now: datetime) -> int | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None where it says nothing readable."""
    if value is None:
        return None
    text = value.strip()
    if text.isdigit() and len(text) < 10:
        return int(text)
    moment = http_date(text)
    return max(0, round((moment - now).total_seconds())) if moment else None


def fresh_seconds(headers: dict[str, str], now: datetime) -> int | None:
    """Seconds for which the server calls its answer fresh; None where it says nothing, or forbids keeping it."""
    control = headers.get("cache-control", "")
    if _NO_STORE.search(control):
        return None
    found = _MAX_AGE.search(control)
    if found:
        age = headers.get("age", "0")
        return max(0, int(found[1]) - (int(age) if age.isdigit() and len(age) < 10 else 0))
    expires = http_date(headers.get("expires", ""))
    if expires is None:
        return None
    # The server's clock may be off: what counts is the distance that it states by its own clock.
    stated = http_date(headers.get("date", "")) or now
    seconds = round((expires - stated).total_seconds())
    return seconds if seconds > 0 else None


def http_date(text: str) -> datetime | None:
    """An HTTP date; None where it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
