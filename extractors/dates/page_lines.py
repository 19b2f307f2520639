"""What lines and addresses say of an article's publication: dated lines near the headline, cut furniture, URLs."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from domain.documents import DateRule, Furniture, FurnitureKind
from extractors.dates.page_statements import MODIFIED_WORDS, PUBLISHED_WORDS, Page, Statement, Strength

_DIGITS = re.compile(r"(?:19|20)\d\d|\d\d?[./]\d\d?[./]\d\d(?!\d)")
_LABELS = re.compile(  # "Published: 3 May 2019", "Veröffentlicht am", "Publié le", "Publicado el", "Stand: 03.05.2019"
    r"""\b(?:published|posted|publication\ date|release[d]?\ (?:date|on)|first\ published|date\ posted|originally|
    veröffentlicht|erschienen|erstellt|publiziert|eingestellt|gepostet|online\ seit|vom|stand|datum|
    publié|mise?\ en\ ligne|paru|le|publicado|publicada|fecha|publicato|pubblicato|geplaatst|gepubliceerd|
    opublikowano|dodano|опубликовано|publicerad|julkaistu|yayın)\b\s*(?:on|am|le|el|il|op|den)?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_PUBLISHED = re.compile(r"©|\(c\)|copyright|all rights reserved|since\b|seit\b|established|isbn", re.IGNORECASE)
_COMMENT = re.compile(
    r"\b(?:says|said|sagt|schreibt|schrieb|comment|kommentar|antwort|reply|dice|dit)\b", re.IGNORECASE
)
_MAX_LINE = 120
_BEFORE_HEADLINE = 6
_NEAR_HEADLINE = 25  # lines behind the headline among which the date line stands
_SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "option", "textarea", "svg", "iframe"})

_URL_DAY = re.compile(  # /2024/11/21/, /2024-11-21/, /20241121/, /2024/nov/21/, _20241121.html
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_.-]?)(?P<month>\d\d?|[a-z]{3})(?P=mark)(?P<day>\d\d?)(?!\d)"
)
_URL_DAY_LAST = re.compile(r"(?<!\d)(?P<day>\d\d)[-.](?P<month>\d\d)[-.](?P<year>20\d\d)(?!\d)")  # /23-01-2022-...
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ARCHIVE = re.compile(r"web\.archive\.org/web/(\d{8})\d{0,6}[a-z_]*/")

_FURNITURE = {
    FurnitureKind.HEADER_DATE: (DateRule.HEADER_LINE, Strength.DECLARED),
    FurnitureKind.DATELINE: (DateRule.DATELINE, Strength.DATED),
    FurnitureKind.BYLINE: (DateRule.BYLINE, Strength.MARKED),
    FurnitureKind.TRAILER: (DateRule.BODY, Strength.DATED),
    FurnitureKind.HEADER: (DateRule.HEADER_LINE, Strength.DATED),
}


def furniture_statements(furniture: tuple[Furniture, ...]) -> Iterator[Statement]:
    """What the lines say that were cut from the text."""
    for piece in furniture:
        if piece.kind not in _FURNITURE or not _DIGITS.search(piece.text) or _NOT_PUBLISHED.search(piece.text):
            continue
        rule, strength = _FURNITURE[piece.kind]
        modified = bool(MODIFIED_WORDS.search(piece.text)) and not _LABELS.search(piece.text)
        yield Statement(rule=rule, quote=piece.text.strip()[:_MAX_LINE], strength=strength, modified=modified)


_HEADER_LINE = re.compile(
    r"\A[^\S\n]*(?:date|published|posted)?[:\s]{0,3}(?P<date>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?\S{0,6})?)"
)


def text_statements(text: str) -> Iterator[Statement]:
    """What stands at the head of a plain text, before its first sentence."""
    match = _HEADER_LINE.match(text)
    if match:
        yield Statement(rule=DateRule.HEADER_LINE, quote=" ".join(match[0].split()), strength=Strength.DECLARED)


def line_statements(page: Page) -> Iterator[Statement]:
    """Short dated lines of a page: those by the headline and those that say "published"."""
    headline: int | None = None
    dated: list[tuple[int, str, str]] = []  # place, line, the line before
    place, before = 0, ""
    for event, element in etree.iterwalk(page.tree, events=("start", "end")):
        opens = event == "start"
        if not isinstance(element.tag, str) or (opens and element.tag in _SKIPPED):
            continue
        if opens and element.tag == "h1" and headline is None:
            headline = place
        line = " ".join(((element.text if opens else element.tail) or "").split())
        if not line:
            continue
        place += 1
        if len(line) <= _MAX_LINE and _DIGITS.search(line):
            holder = element if opens else element.getparent()
            if holder is not None and (PUBLISHED_WORDS.search(f"{before} {line}") or not page.stands_aside(holder)):
                dated.append((place, line, before))
        before = line
    for place, line, before in dated:
        near = headline is not None and -_BEFORE_HEADLINE <= place - headline <= _NEAR_HEADLINE
        statement = _of_line(line, before if len(before) <= 30 else "", near=near)
        if statement:
            yield statement


def _of_line(line: str, before: str, *, near: bool) -> Statement | None:
    around = f"{before} {line}"
    if _NOT_PUBLISHED.search(around) or _COMMENT.search(line):
        return None
    labelled, modified = bool(_LABELS.search(around)), bool(MODIFIED_WORDS.search(around))
    short = len(line) <= 45
    if not (labelled or modified or short):
        return None
    strength = Strength.LOOSE
    if labelled or (near and short):
        strength = Strength.MARKED if labelled and near else Strength.DATED
    rule = DateRule.BYLINE if near else DateRule.BODY
    return Statement(rule=rule, quote=line, strength=strength, modified=modified and not labelled)


def url_statements(url: str) -> Iterator[Statement]:
    """The day in an address, and the day of capture of an archived copy (never a publication date)."""
    archived = _ARCHIVE.search(url)
    if archived:
        yield Statement(rule=DateRule.ARCHIVE, quote=archived[1], strength=Strength.LOOSE)
        url = url[archived.end() :]
    path = url.partition("://")[2].partition("/")[2]
    for pattern in (_URL_DAY, _URL_DAY_LAST):
        for match in pattern.finditer(path.lower()):
            day = url_day(match[0])
            if day:
                yield Statement(rule=DateRule.URL, quote=match[0].strip("/"), strength=Strength.MARKED)
                return


def url_day(quote: str) -> date | None:
    """The day that a piece of an address names.

    >>> url_day("2024/nov/21"), url_day("20241121"), url_day("2024/13/45")
    (datetime.date(2024, 11, 21), datetime.date(2024, 11, 21), None)
    """
    match = _URL_DAY.search(quote) or _URL_DAY_LAST.search(quote)
    if not match:
        return None
    month = match["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
