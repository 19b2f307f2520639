"""Datelines: the place, day and agency with which wire copy opens. They stay in the body and are named as furniture."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.reading.lexicon import words

_CITY = r"[A-ZÀ-ÞİŞ][A-ZÀ-ÞİŞ.'’\-]+(?:[\s/][A-ZÀ-ÞİŞ][A-ZÀ-ÞİŞ.'’\-]+){0,4}"
_PLACE = r"[A-ZÀ-ÞİŞ][\w.'’\-]+(?:[\s/-](?:(?:de|del|la|el|al|of|the|and|sur)\s)?[A-ZÀ-ÞİŞ][\w.'’\-]+){0,4}"
_DASH = r"(?:\s*\.?\s*(?:--+|[—–―_])\s*|\s+-\s+|\s*\.\s?-\s+|\s*:\s+)"
_MARK = re.compile(r"[—–―_:/)]|--|\s-\s|\.\s?-\s")  # no dateline ends without one of these
_FILE = re.compile(r"(?:FILE|PHOTO|WATCH|VIDEO|UPDATE|BREAKING)\b")  # captions and kickers are set like datelines
_WITHIN = 160  # characters


class Dateline(NamedTuple):
    """The words of a dateline and the agency that it names."""

    text: str
    agency: str | None


@cache
def _dateline() -> re.Pattern[str]:
    known = words()
    day = (
        rf"(?:(?i:{known.weekdays})\.?,?\s+)?(?:(?i:{known.months})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?"
        rf"|(?:(?:le|el)\s+)?\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s+(?:de\s+|of\s+)?(?i:{known.months})\.?)(?:,?\s*(?:de\s+)?\d{{4}})?"
    )
    places = rf"{_PLACE}(?:,\s*(?!{day}){_PLACE}){{0,2}}"
    inside = r"(?:\((?P<agency>[^()]{2,50})\)|/[A-Z][\w -]{2,30}/)"
    again = [inside.replace("agency", f"agency{number}") for number in (2, 3)]
    agency = rf"\((?P<agency4>{known.agencies})\)"
    return re.compile(
        rf"""^(?:
            {_CITY}(?:,\s*(?!{day}){_PLACE}){{0,2}}(?:\s*[,|]?\s*{day})?\s*(?:{inside})?{_DASH}  # KYIV, Ukraine (AP) -
            | {places},?\s*{day}\s*(?:{again[0]})?{_DASH}                                      # Madrid, 3 mar. (EFE) -
            | {places}\s*{again[1]}{_DASH}                                                     # Doha (Reuters) -
            | {places},?\s*{day}\.?\s*/[A-Z][\w -]{{2,30}}/\.?\s*                     # MOSCOW, May 3. /TASS/.
            | {day}\s*{agency.replace("agency4", "agency6")}{_DASH}                  # Nov 21 (Reuters) -
            | \({places}(?:,?\s*{day})?\)\s*[–—-]\s+                                          # (Oslo, May 3) –
            | {places},?\s*{day},?\s*{agency}\s+(?=["“A-ZÀ-Þ])                                 # Oslo, Nov 3 (IANS)
            | (?:{_PLACE}\s*/\s*)?{agency.replace("agency4", "agency5")}\s*[-–—_]\s*           # Doha/ (Reuters) -
        )""",
        re.VERBOSE,
    )


@lru_cache(maxsize=1024)  # the paragraphs at the top are looked at several times
def dateline_of(paragraph: str) -> Dateline | None:
    """The dateline with which a paragraph opens.

    >>> dateline_of("DOHA, Qatar, May 2 (Reuters) - The emir received ...").text
    'DOHA, Qatar, May 2 (Reuters) -'
    >>> dateline_of("Doha said on May 2 - a holiday - that ...") is None
    True
    """
    opening = paragraph[:_WITHIN]
    match = _dateline().match(opening) if _MARK.search(opening) and not _FILE.match(opening) else None
    if match is None:
        return None
    named = next(
        (match[group] for group in ("agency", "agency2", "agency3", "agency4", "agency5", "agency6") if match[group]),
        None,
    )
    if named is None and match[0].startswith("("):
        inside = match[0][1:].split(")")[0]
        named = inside if inside.casefold() in words().agency_names else None
    agency = words().agency_names.get(named.casefold().strip(), named if named.isupper() else None) if named else None
    if named is None and "/" not in match[0] and not match[0].startswith("(") and not _has_day_or_capitals(match[0]):
        return None
    return Dateline(match[0].strip(), agency)


def _has_day_or_capitals(text: str) -> bool:
    place = text.split(",")[0].strip(" -–—_:")
    ends_with_colon = text.rstrip().endswith(":")
    return not ends_with_colon and ((place.isupper() and len(place) > 3) or any(char.isdigit() for char in text))
