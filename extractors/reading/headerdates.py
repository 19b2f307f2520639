"""Dates that stand above a text or are glued to its first sentence."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.reading.lexicon import words

_TIME = r"""
    \d{1,2}\s?[:.h]\s?\d{2}(?:\s?:\s?\d{2})?(?:\s*[ap]\s?\.?\s?m\b\s?\.?)?      # 10:35, 10.35 pm, 10h35, 15 : 14
      (?:\s*(?:uhr|hrs|hours|h)\b)?
      (?:\s*\(?(?:GMT|UTC|[A-Z]{1,4}T|Z)\b(?:\s+E[DS]T\b)?\s*(?:[+-]\s?\d{1,2}(?::?\d{2})?)?\)?|\s*[+-]\d{2}:?\d{2}\b)?
    | \d{1,2}\s*[ap]\.?\s?m\b\.?                                          # 7 pm
    | \d{4}\s*(?:hours|hrs|h|GMT|UTC)\b                                   # 1430 GMT
"""


@cache
def _date() -> str:
    known = words()
    return rf"""(?:
        (?:19|20)\d\d\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?!\d)       # 2024-11-21
          (?:T\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?:\s?(?:Z|[+-]\d\d:?\d\d))?)?
        | \b\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:19|20)\d\d(?!\d)   # 21.11.2024
        | \b(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)   # 20241121
        | (?:\b{known.weekdays}\b\.?\s*,?\s+)?(?:the\s+)?(?:
            \b{known.months}\b\s?\.?\s*\d{{1,2}}(?:st|nd|rd|th)?\b\s*,?\s*(?:19|20)\d\d(?!\d)  # November 21, 2024
            | \b\d{{1,2}}(?:st|nd|rd|th|er|º|°|\.)?[\s-]+(?:of\s+|de\s+)?{known.months}\b\.?\s*,?[\s-]*(?:del?\s+)?
              (?:19|20)\d\d(?!\d)                                               # 21 de nov. de 2024
          )
        | (?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日
    )"""


@cache
def date_pattern() -> re.Pattern[str]:
    """A date with day, month and year, as headers write it."""
    return re.compile(_date(), re.IGNORECASE | re.VERBOSE)


_DIGIT = re.compile(r"\d")
_SHORT_DATE = r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}(?!\d)"  # 11/30/09


@cache
def _month_and_day() -> str:
    months = words().months
    return (
        rf"\b(?:{months}\b\s?\.?\s*\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\.?\s+{months}\b\.?)(?:\s*[-,]\s*(?:19|20)\d\d)?"
    )


@cache
def _short_date() -> re.Pattern[str]:
    """What dates a whole line and no running text: two-digit years, month and day, or a label with a time."""
    return re.compile(
        rf"{_SHORT_DATE} | ^\W*(?:{words().weekdays}\b[\s,.]*)?{_month_and_day()}\W*(?:{_TIME})?\W*$"
        rf" | ^\W*{words().date_labels}\b(?:\s+at\b)?[\s:]*(?:{_TIME})\W*$",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _stamp() -> re.Pattern[str]:
    """Label, date and time, as they stand at the very beginning of a text."""
    return re.compile(
        rf"""^[\s|·•(\[–—-]*(?:(?P<label>\b{words().date_labels}(?![^\W\d_]))\s*[:=|\-–—]?\s*)?
        (?:(?:a\s+las\s+|à\s+|um\s+)?(?:{_TIME}))?[\s,.|·]*
        (?P<date>{_date()}|(?(label){_SHORT_DATE}|(?!)))
        (?P<time>\s*(?:,|at|time\s*:?|à|a\s+las|um|\||-|–|—|·|@|/)?\s*(?:{_TIME})
          (?:\s*\|\s*(?:updated|modified)\W*(?:{_TIME}))?
          |\s*\|\s*(?:updated|modified)\W*(?:{_TIME}))?
        [\s)\]]*(?P<mark>[-–—|:•·_>]+)?\s*""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _parts_of_line() -> re.Pattern[str]:
    return re.compile(
        rf"""{_date()} | {_SHORT_DATE} | {_month_and_day()} | {_TIME}
        | \b{words().date_labels}\b\s*[:=]? | \b\d{{1,3}}\s*min(?:ute)?s?(?:\s+read)?\b | \b{words().weekdays}\b
        | \b(?:at|à|um|a\s+las|uhr|local\s+time|GMT|UTC|[A-Z]{{2,4}}T)\b | [\s|·•,;:@()\[\]/\-–—_.>]+""",
        re.IGNORECASE | re.VERBOSE,
    )


_FIELD = re.compile(r"(?:author|autor|byline|by|title|source|publisher|section)\s*[:=]\s", re.IGNORECASE)


class Stamp(NamedTuple):
    """A header date and where it ends in its paragraph."""

    text: str
    end: int
    rule: str


_OF_SENTENCES = re.compile(
    r" (?:said|was|were|has|have|had|with|for|from|his|its|they|who|will|is|are|by|an|a|and|that) "
)
_GLUED_DATES = re.compile(r"((?:19|20)\d\d)(?=\d{1,2}\s?[A-Za-z])")  # "21 Nov 202421 Nov 2024"


@lru_cache(maxsize=4096)  # a text is read until nothing more is cut, so most lines come twice
def is_date_line(line: str) -> bool:
    """Whether a line says when and nothing else.

    >>> is_date_line("Published: Thursday, November 21, 2024 10:35 GMT | Updated: 22 Nov 2024")
    True
    >>> is_date_line("On November 21, 2024 the talks began.")
    False
    """
    if len(line) > 160 or not _DIGIT.search(line) or _OF_SENTENCES.search(line):
        return False
    line = _GLUED_DATES.sub(r"\1 ", line)
    if not date_pattern().search(line) and not _short_date().search(line):
        return False
    return not _parts_of_line().sub("", line)


@cache
def _stamp_behind() -> re.Pattern[str]:
    """Label, date and time at the very end of a headline; a date behind "of" or "on" belongs to it."""
    label = rf"(?:\b(?!on\b){words().date_labels}(?![^\W\d_])\s*[:=|\-–—]?\s*)"
    return re.compile(
        rf"""(?<=\w\w[\w!?"”’).])[\s|·•,(\[–—-]+
        (?<!\bof\s)(?<!\bon\s)(?<!\bin\s)(?<!\bby\s)(?<!\bto\s)(?<!\bde\s)(?<!\bfor\s)(?<!\band\s)(?<!since\s)(?<!until\s)
        (?<!from\s)(?<!\bthe\s)(?<!after\s)(?<!before\s)(?<!\bam\s)(?<!\bvom\s)(?<!\bzum\s)(?<!\bdu\s)(?<!\bel\s)(?<!\ble\s)
        (?P<stamp>{label}?(?:(?:a\s+las\s+|à\s+|um\s+)?(?:{_TIME})[\s,.|·]*)?(?:{_date()}|(?<=:\s){_SHORT_DATE})
          (?:\s*(?:,|at|à|a\s+las|um|\||-|–|—|·|@|/)?\s*(?:{_TIME}))?
          (?:[\s|·•,]+{label}(?:(?:{_date()})?\W*(?:at\s+)?(?:{_TIME})?))?)[\s)\]–—-]*$""",
        re.IGNORECASE | re.VERBOSE,
    )


def without_stamp_behind(line: str) -> tuple[str, str | None]:
    """A headline without the date glued to its end, and that date with its label.

    >>> without_stamp_behind("Ministers meet in Oslo Published: May 3, 2024 10:35 GMT")
    ('Ministers meet in Oslo', 'Published: May 3, 2024 10:35 GMT')
    >>> without_stamp_behind("What happened on May 3, 2024")[1] is None
    True
    """
    if len(line) > _LONGEST_STAMP or not _DIGIT.search(line[-12:]):
        return line, None
    match = _stamp_behind().search(line)
    if match is None or is_date_line(line):
        return line, None
    return line[: match.start()].rstrip(" |·•,–—-"), match["stamp"]


_LONGEST_STAMP = 240  # characters
_PIECES = re.compile(
    r"\s*[|·•/]\s*|\s+[-–—]\s+|,\s+(?=(?:published|posted|updated)\b)|\s+(?=(?:by|por|par|von)\s+[A-ZÀ-Þ])",
    re.IGNORECASE,
)


def beside_date(line: str) -> str | None:
    """What a short header line says beside its date ("By Ann Lee | May 3, 2024"); None where it holds no date."""
    if len(line) > 160 or not _DIGIT.search(line) or not date_pattern().search(line):
        return None
    pieces = _PIECES.split(line)
    others = [piece for piece in pieces if piece and not is_date_line(piece) and _parts_of_line().sub("", piece)]
    dates = [piece for piece in pieces if piece and is_date_line(piece)]
    return " | ".join(others) if dates else None


@lru_cache(maxsize=1024)  # a text is read until nothing more is cut, so most lines come twice
def glued_stamp(paragraph: str) -> Stamp | None:
    """A header date glued to the first sentence: labelled, set off by a mark, or bare before a capital.

    >>> glued_stamp("date 2024-05-02 Norway’s premier spoke.").text
    'date 2024-05-02'
    >>> glued_stamp("May 2, 2024 was a Thursday.") is None
    True
    """
    match = _stamp().match(paragraph[:_LONGEST_STAMP])
    if match is None or match.end() >= len(paragraph):
        return None
    rest = paragraph[match.end() :]
    again = _stamp().match(rest[:_LONGEST_STAMP])
    opens = (
        _FIELD.match(rest)
        or (again is not None and again["label"])
        or rest[0].isupper()
        or rest[0] in "\"'“‘«([¿¡"
        or rest[0].isdigit()
    )
    if not opens:
        return None
    label = (match["label"] or "").casefold()
    if label and label != "on":
        rule = "labelled date glued to the text"
    elif match["mark"]:
        rule = "date and mark before the text"
    elif not label:
        rule = "bare date before a capital"
    else:
        return None
    return Stamp(paragraph[: match.end()].strip(" \t|·-–—_>"), match.end(), rule)
