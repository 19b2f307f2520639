"""What feeds state, as far as it can be used: text, web addresses, moments."""

import calendar
import contextlib
import re
import time
from datetime import UTC, datetime
from urllib.parse import urljoin


def text_of(value: object) -> str | None:
    """Text without outer space; None for blank text and for what is none."""
    return (value.strip() or None) if isinstance(value, str) else None


def link_of(value: object, base: str | None) -> str | None:
    """The absolute http or https address; None where it is none.

    >>> link_of("/a/1", "https://news.example/feed")
    'https://news.example/a/1'
    """
    text = text_of(value)
    if text is None:
        return None
    try:
        absolute = urljoin(base, text) if base else text
    except ValueError:
        return None
    return absolute if absolute.startswith(("http://", "https://")) else None


def moment_of(stated: str | None) -> datetime | None:
    """An ISO 8601 moment in UTC; None where it is none, or states no zone."""
    try:
        moment = datetime.fromisoformat(stated) if stated else None
        return moment.astimezone(UTC) if moment is not None and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


_ZONE = re.compile(r"(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?$", re.IGNORECASE)
_DAY_NAME = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|am|pm)$", re.IGNORECASE
)


def has_zone(stated: object) -> bool:
    """Whether a date as written ends in a time zone.

    >>> has_zone("Tue, 05 Mar 2024 10:00:00 GMT"), has_zone("Tue, 05 Mar 2024 10:00:00")
    (True, False)
    """
    text = text_of(stated)
    return text is not None and bool(_ZONE.search(text)) and not _DAY_NAME.search(text)


def moment_of_struct(parsed: time.struct_time | None) -> datetime | None:
    """feedparser gives UTC; whatever no calendar has is no moment."""
    if parsed is None:
        return None
    with contextlib.suppress(ValueError, OverflowError, TypeError, OSError):
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    return None
