"""Reading a stated date: an attribute value or short line that says one day, in the ways that pages write it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files

import yaml

from domain.errors import KnowledgeError

_MONTHS_FILE = "stated_months.yaml"

_ISO = re.compile(  # 2024-11-21, 20241121, 2024-11-21T08:30:00.000+01:00, 2024/11/21 08:30, 2024-11-21T083000Z
    r"""(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/.]?)(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)
    (?:[T\s,]*(?:at\s)?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?""",
    re.VERBOSE,
)
_NUMERIC = re.compile(  # 21.11.2024, 21/11/2024, 11/21/2024, 21.11.24, 21-11-2024
    r"(?<![\d.])(?P<one>\d\d?)\s?(?P<mark>[./-])\s?(?P<two>\d\d?)(?P=mark)\s?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
)
_DAY_FIRST = re.compile(  # 21 November 2024, 21. Nov. 2024, 21 de noviembre de 2024, 1er mars 2024, 21st November, 2024
    r"""(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|º|ª)?[.,]?[\s-]{0,3}(?:de\s+|of\s+|d')?(?P<name>[^\W\d_]{3,12})\.?,?
    [\s-]{1,3}(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)(?!\d)""",
    re.VERBOSE,
)
_MONTH_FIRST = re.compile(  # November 21, 2024; Nov 21st 2024; Thu Nov 21 08:30:00 +0000 2024
    r"""(?P<name>[^\W\d_]{3,12})\.?\s{0,2}(?P<day>\d\d?)(?:st|nd|rd|th)?[.,]?\s{0,3}
    (?:\d\d:\d\d(?::\d\d)?\s(?:[+-]\d{4}|[A-Z]{3,4})?\s?)?,?\s{0,2}(?P<year>(?:19|20)\d\d)(?!\d)""",
    re.VERBOSE,
)
_EAST_ASIAN = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]")
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)[.,]?\s(?P<name>[^\W\d_]{3,12})\.?\s(?P<day>\d\d?)(?!\d)"
)  # Hungarian
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d)?\s?(?P<half>[ap]\.?m\b)?", re.IGNORECASE)
_ZONE = re.compile(r"(?<=\d)\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?!\d)")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A day as it was written, and the moment where a time with its zone was."""

    day: date
    moment: datetime | None = None
    local: bool = False  # a time of day without a zone, or a zone that isn't UTC: the day is the publisher's own
    ambiguous: bool = False  # day and month could be exchanged


@cache
def month_numbers() -> dict[str, int]:
    """Month names of all languages, lower case, with their numbers.

    Raises KnowledgeError where a language hasn't twelve months or a name stands for two.
    """
    path = files("extractors.dates") / "data" / _MONTHS_FILE
    numbers: dict[str, int] = {}
    languages = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    for language, months in languages.items():
        if len(months) != 12:
            raise KnowledgeError(f"{_MONTHS_FILE}:{language}", f"twelve months are wanted, not {len(months)}")
        for number, names in enumerate(months, 1):
            for name in names.split():
                # "lis" is November in Polish and Czech alike, but a few short forms disagree: the first language wins
                numbers.setdefault(name, number)
    return numbers


def stated_date(text: str, *, month_first: bool = False) -> Stated | None:
    """The first day that `text` states, None where it states none or an impossible one.

    `month_first` decides 03/04/2024 where both readings are possible.

    >>> stated_date("Thu, 21 Nov 2024 23:30:00 -0500").day
    datetime.date(2024, 11, 21)
    >>> stated_date("21. März 2019 | 14:02 Uhr").day
    datetime.date(2019, 3, 21)
    >>> stated_date("99/99/2024") is None
    True
    """
    text = " ".join(text.split())[:200]
    if _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[:10]), tz=UTC)
        return Stated(day=moment.date(), moment=moment)
    found: list[tuple[int, Stated]] = []
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _EAST_ASIAN, _YEAR_FIRST, _NUMERIC):
        for match in pattern.finditer(text):
            stated = _read(match, text, month_first)
            if stated:
                found.append((match.start(), stated))
                break
    return min(found, key=lambda item: item[0])[1] if found else None


def _read(match: re.Match[str], text: str, month_first: bool) -> Stated | None:
    parts = match.groupdict()
    ambiguous = False
    year = int(parts["year"])
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        ambiguous = one <= 12 and two <= 12 and one != two
        month, day = (one, two) if two > 12 or (ambiguous and month_first) else (two, one)
        year += 0 if year > 99 else 2000 if year < 70 else 1900
    else:
        named = parts.get("name")
        number = month_numbers().get(named.lower()) if named else int(parts["month"])
        if number is None:
            return None
        month, day = number, int(parts["day"])
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    moment, local = _moment(found, match, text)
    return Stated(day=found, moment=moment, local=local, ambiguous=ambiguous)


def _moment(day: date, match: re.Match[str], text: str) -> tuple[datetime | None, bool]:
    """The moment where a zone is stated, and whether the clock is the publisher's own."""
    parts = match.groupdict()
    if parts.get("hour"):
        hour, minute, zone = int(parts["hour"]), int(parts["minute"]), parts.get("zone")
    else:
        clock = _CLOCK.search(text)
        if not clock:
            return None, False
        hour, minute = int(clock["hour"]), int(clock["minute"])
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
        written = _ZONE.search(text, clock.start())
        zone = written["zone"] if written else None
    if hour > 23 or minute > 59:
        return None, False
    if zone is None:
        return None, True
    offset = _offset(zone)
    if offset is None:
        return None, True
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(offset))
    return moment.astimezone(UTC), offset != timedelta(0)


def _offset(zone: str) -> timedelta | None:
    if zone in ("Z", "UTC", "GMT"):
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(hours=15):
        return None
    return -offset if zone[0] == "-" else offset
