"""Which statements of a publication date can't be meant: future days, defaults, changes, captures, days of fetching."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta

from domain.documents import DateRule
from extractors.dates.page_lines import url_day
from extractors.dates.page_statements import Statement, Strength
from extractors.dates.stated import Stated, stated_date

_OLDEST = 1900  # earlier years are defaults of a content system, not dates of articles that are read here
_DEFAULTS = frozenset({date(1970, 1, 1), date(1969, 12, 31), date(2000, 1, 1), date(1980, 1, 1), date(1900, 1, 1)})
_WEB = 1994
NEAR = timedelta(days=1)  # one moment falls on neighbouring days in different zones
VISIBLE = frozenset({DateRule.BYLINE, DateRule.TIME_ELEMENT})
_TOLD = frozenset({DateRule.RECORD, DateRule.FEED, DateRule.HEADER_LINE})  # by somebody, not filled in by a system
_MARKUP = frozenset({DateRule.JSON_LD, DateRule.META})


@dataclass(frozen=True, slots=True)
class Read:
    """A statement as read: the day that it says, and why it can't be taken."""

    statement: Statement
    stated: Stated | None
    refused: str | None

    @property
    def is_open(self) -> bool:
        return self.stated is not None and self.refused is None

    @property
    def day(self) -> date:
        assert self.stated is not None  # only asked of open statements
        return self.stated.day


def read_statement(statement: Statement, month_first: bool, today: date | None, fetched: date | None) -> Read:
    """A statement with the day that it says; `fetched` is refused where a page only shows it."""
    if statement.rule is DateRule.URL:
        day = url_day(statement.quote)
        stated = Stated(day=day) if day else None
    else:
        stated = stated_date(statement.quote, month_first=month_first)
    refused = _refusal(statement, stated, today)
    if refused is None and stated and stated.day == fetched and not (stated.moment or stated.local):
        clock_of_page = statement.strength >= Strength.DATED and statement.rule in VISIBLE
        refused = "is the day of fetching, as pages show it in their head" if clock_of_page else None
    return Read(statement, stated, refused)


def _refusal(statement: Statement, stated: Stated | None, today: date | None) -> str | None:
    """Why a statement can't be taken, whatever else the page says."""
    if stated is None:
        return "no day can be read from it"
    if statement.rule is DateRule.ARCHIVE:
        return "says when a copy was archived"
    if today and stated.day > today + NEAR:
        return "lies in the future"
    if stated.day.year < _OLDEST or stated.day in _DEFAULTS:
        return "looks like a default of the content system"
    if statement.modified:
        return "says when the page was changed"
    if statement.strength > Strength.MARKED and stated.day.year < _WEB:
        return "is older than the web, and nothing declares it"
    return None


def without_modified(reads: list[Read]) -> list[Read]:
    """Refuses a published date that repeats the modified date where another declared date is earlier."""
    modified = {each.statement.quote for each in reads if each.stated and each.statement.modified}
    declared = {each.day for each in reads if each.is_open and each.statement.strength <= Strength.MARKED}
    if not modified or not declared:
        return reads
    earliest = min(declared)
    return [
        replace(each, refused="repeats the day of the last change")
        if each.is_open and each.statement.quote in modified and each.day > earliest + NEAR
        else each
        for each in reads
    ]


def without_new_years(reads: Sequence[Read]) -> list[Read]:
    """Refuses a first of January without a time that nothing else confirms: systems make it of a bare year."""
    return [
        replace(each, refused="is the first of January without a time, as systems make it of a bare year")
        if each.is_open and _is_new_year(each) and not _is_confirmed(each, reads)
        else each
        for each in reads
    ]


def _is_new_year(read: Read) -> bool:
    stated = read.stated
    if stated is None or (stated.day.month, stated.day.day) != (1, 1) or read.statement.rule in _TOLD:
        return False
    midnight = (
        stated.moment is not None and not stated.local and stated.moment.astimezone(UTC).strftime("%H%M") == "0000"
    )
    return midnight or not (stated.moment or stated.local)


def _is_confirmed(read: Read, reads: Sequence[Read]) -> bool:
    """Whether a statement of another kind says the same day: markup, what the page shows, its address."""
    kinds = {_kind(each.statement.rule) for each in reads if each.is_open and each.day == read.day}
    return len(kinds) > 1


def _kind(rule: DateRule) -> str:
    return "markup" if rule in _MARKUP else "shown" if rule in VISIBLE else rule.value
