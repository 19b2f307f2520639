"""When an article was published: what the document states, what is refused, and which statement is taken."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from domain.documents import DateCandidate, DateRule, MediaType, PublicationFinding, RawDocument
from domain.intervals import DayInterval, Precision
from extractors.dates.page_lines import (
    furniture_statements,
    line_statements,
    text_statements,
    url_statements,
)
from extractors.dates.page_statements import MODIFIED_WORDS, Page, Statement, Strength, page_statements
from extractors.dates.refusals import NEAR, VISIBLE, Read, read_statement, without_modified, without_new_years
from extractors.dates.stated import Stated
from extractors.reading import Reading

_MONTH_FIRST = re.compile(r"<html[^>]{0,300}lang=[\"']?en-us", re.IGNORECASE)
_CARRIERS = {"feed": DateRule.FEED, "sitemap": DateRule.SITEMAP}
_REISSUED = timedelta(days=30)  # what was changed so much later is a new text under an old date
_UNDATED = "nothing states a date"


def publication_date(raw: RawDocument, reading: Reading, *, today: date | None) -> PublicationFinding:
    """The publication date with its evidence and rivals; `today` (UTC) refuses later ones, None refuses none.

    Statements are weighed by what they are: a declared publication date before a marked line, that before a bare date.
    Equally strong ones that differ by more than a day are settled by the address, by the number of independent
    statements, or not at all: the date is then None with the reason.
    """
    html = _page(raw, reading)
    month_first = bool(html and _MONTH_FIRST.search(html[:5000]))
    fetched = raw.fetched_at.date() if raw.fetched_at else None
    reads = [read_statement(each, month_first, today, fetched) for each in _statements(raw, reading, html)]
    reads = without_new_years(without_modified(reads))
    chosen, reason = _settled(reads)
    chosen = _printed(chosen, reads) if chosen else None
    candidates = tuple(_candidate(each, chosen, reason) for each in reads)
    if chosen is None:
        return PublicationFinding(interval=None, rule=None, quote=None, reason=reason, candidates=candidates)
    best = _local(chosen, reads)
    return PublicationFinding(
        interval=_interval(best),
        rule=chosen.statement.rule,
        quote=chosen.statement.quote,
        moment=chosen.stated.moment if chosen.stated else None,
        candidates=candidates,
    )


def _page(raw: RawDocument, reading: Reading) -> str | None:
    if reading.html is None and raw.media_type is MediaType.HTML:
        return raw.content.decode("utf-8", "replace")
    return reading.html


def _tree(html: str) -> HtmlElement | None:
    try:
        return lxml.html.fromstring(html)
    except ValueError:  # an XML declaration with an encoding in a decoded page
        return lxml.html.fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # nothing but white space or comments
        return None


def _statements(raw: RawDocument, reading: Reading, html: str | None) -> Iterator[Statement]:
    if raw.hints.published:
        rule = _CARRIERS.get(raw.hints.carrier or "", DateRule.RECORD)
        strength = Strength.DATED if rule is DateRule.SITEMAP else Strength.DECLARED  # it may be the last change
        yield Statement(rule=rule, quote=raw.hints.published, strength=strength)
    tree = reading.tree if reading.tree is not None else _tree(html) if html and html.strip() else None
    if tree is not None:
        page = Page(tree)
        yield from page_statements(page)
        yield from line_statements(page)
    yield from furniture_statements(reading.article.furniture)
    if html is None:
        yield from text_statements(reading.article.text)
    for url in dict.fromkeys(filter(None, (raw.url, reading.article.canonical_url))):
        yield from url_statements(url)
    for name, value in raw.headers:
        if name == "last-modified":
            yield Statement(rule=DateRule.HTTP_HEADER, quote=value, strength=Strength.LOOSE, modified=True)


def _settled(reads: Sequence[Read]) -> tuple[Read | None, str | None]:
    """The statement that is taken, or the reason why none is."""
    carried = [each for each in reads if each.is_open and each.statement.rule is DateRule.RECORD]
    if carried:
        return carried[0], None
    by_url = next((each for each in reads if each.is_open and each.statement.rule is DateRule.URL), None)
    for strength in (Strength.DECLARED, Strength.MARKED, Strength.DATED):
        level = [each for each in reads if each.is_open and each.statement.strength is strength]
        level = [each for each in level if each.statement.rule is not DateRule.URL] or level
        if not level:
            continue
        if by_url and strength >= Strength.MARKED:
            agreeing = [each for each in level if abs(each.day - by_url.day) <= NEAR]
            return (agreeing[0] if agreeing else by_url), None
        if by_url and all(each.day > by_url.day + NEAR for each in level):
            return by_url, None  # the page was moved or reissued; its address still tells the first day
        chosen, reason = _agreed(level, reads, strength)
        return _shown(chosen, reads) if chosen and not by_url else (chosen, reason)
    if by_url:
        return by_url, None
    changed = next((each.stated.day for each in reads if each.stated and each.statement.modified), None)
    return None, f"only the day of its last change is stated, {changed.isoformat()}" if changed else _UNDATED


def _shown(chosen: Read, reads: Sequence[Read]) -> tuple[Read | None, str | None]:
    """Declines what only the markup declares where the line by the headline shows readers another day."""
    if chosen.statement.rule not in (DateRule.META, DateRule.JSON_LD):
        return chosen, None
    visible = [each for each in reads if each.stated and each.statement.rule in VISIBLE]
    shown = [each.day for each in visible if each.is_open]
    changed = [each.day for each in visible if MODIFIED_WORDS.search(each.statement.quote)]
    strong = [each.day for each in visible if each.is_open and each.statement.strength <= Strength.MARKED]
    repeated = chosen.day not in strong and any(
        each.statement.modified and each.statement.quote == chosen.statement.quote for each in reads
    )
    if not (repeated and chosen.day in changed) and any(abs(day - chosen.day) <= NEAR for day in shown):
        return chosen, None
    if shown and chosen.statement.strength is Strength.DATED and len(set(shown)) == 1:
        return next(each for each in visible if each.is_open), None  # a line beats a field that may mean anything
    if shown and not (repeated and chosen.day in changed):
        return None, f"the markup declares {chosen.day.isoformat()}, the page shows {shown[0].isoformat()}"
    if any(day > chosen.day + _REISSUED or (repeated and day == chosen.day) for day in changed):
        return None, f"the page shows only the day of its last change, {changed[0].isoformat()}"
    return chosen, None


def _agreed(level: list[Read], reads: Sequence[Read], strength: Strength) -> tuple[Read | None, str | None]:
    days = sorted({each.day for each in level})
    if days[-1] - days[0] <= NEAR:
        seen = Counter(each.day for each in reads if each.is_open and each.stated and not _in_utc(each.stated))
        return max(level, key=lambda each: seen[each.day]), None
    own = [each for each in level if each.statement.rule is not DateRule.FEED]
    if own and len(own) < len(level):
        return _agreed(own, reads, strength)  # feeds list again what was changed
    near = [each for each in level if each.statement.rule is not DateRule.BODY]
    if near and len(near) < len(level):
        return _agreed(near, reads, strength)
    timed = [each for each in near if each.stated and (each.stated.moment or each.stated.local)]
    if timed and len(timed) < len(near) and strength is Strength.DATED:
        return _agreed(timed, reads, strength)  # publication has a time of day, dates of teasers seldom do
    votes = {day: _votes(day, level, reads) for day in days}
    best = max(votes.values())
    leaders = [day for day in days if votes[day] == best]
    if strength <= Strength.DATED and leaders[-1] - leaders[0] <= NEAR:
        return next(each for each in level if each.day == leaders[0]), None
    if strength is Strength.DATED and len(days) <= 2:
        return level[0], None
    return None, "what states a date conflicts: " + ", ".join(day.isoformat() for day in days[:4])


def _in_utc(stated: Stated) -> bool:
    return stated.moment is not None and not stated.local


def _votes(day: date, level: Sequence[Read], reads: Sequence[Read]) -> int:
    """How many kinds of statement say a day, give or take a zone."""
    rules = {(each.statement.rule, each.statement.strength) for each in level if abs(each.day - day) <= NEAR}
    others = {each.statement.rule for each in reads if each.is_open and each.day == day}
    return 2 * len(rules) + len(others)


def _local(chosen: Read, reads: Sequence[Read]) -> Read:
    """The same moment in the publisher's own time, where the page has it: the day that its readers saw."""
    stated = chosen.stated
    if stated is None or stated.moment is None:
        return chosen
    neighbours = [
        each for each in reads if each.is_open and each.day != chosen.day and abs(each.day - chosen.day) <= NEAR
    ]
    if stated.local:
        same = {each.statement.rule for each in reads if each.is_open and each.day == chosen.day}
        others = {each.statement.rule for each in neighbours}
        return neighbours[0] if len(others) > len(same) else chosen
    for each in neighbours:
        if each.statement.rule is DateRule.URL or (each.stated and each.stated.local):
            return each
    return chosen


def _printed(chosen: Read, reads: Sequence[Read]) -> Read:
    """The neighbouring day where that is what the page prints, in two ways and nowhere the one that is declared."""
    visible = [each for each in reads if each.is_open and each.statement.rule in VISIBLE]
    shown = {each.day for each in visible}
    twice = {each.statement.rule for each in visible} == VISIBLE
    near = len(shown) == 1 and timedelta(0) < abs(visible[0].day - chosen.day) <= NEAR
    return visible[0] if twice and near and chosen.stated and chosen.stated.local else chosen


def _interval(read: Read) -> DayInterval:
    precision = Precision.MINUTE if read.stated and read.stated.moment else Precision.DAY
    return DayInterval(first=read.day, last=read.day, precision=precision)


def _candidate(read: Read, chosen: Read | None, reason: str | None) -> DateCandidate:
    stated, refused = read.stated, read.refused
    if refused is None and read is not chosen:
        same = chosen is not None and abs(read.day - chosen.day) <= NEAR
        refused = "agrees with the one taken" if same else reason or "a stronger statement differs"
    return DateCandidate(
        rule=read.statement.rule,
        quote=read.statement.quote,
        interval=DayInterval.day(stated.day) if stated else None,
        moment=stated.moment if stated else None,
        refused=refused,
    )
