"""Short lines above a text that name its outlet, place, day, code or language, as archives and newsrooms set them."""

import re
from typing import NamedTuple

from domain.documents import FurnitureKind
from extractors.reading.bylines import split_byline
from extractors.reading.headerdates import is_date_line
from extractors.reading.lexicon import words

_NAME = r"[A-ZÀ-ÞŠŽČ][\w.'’-]+(?:\s(?:al|bin|de|van|von|der)?[\s-]?[A-ZÀ-ÞŠŽČ][\w.'’-]*){1,2}"
_NAME_AND_STAMP = re.compile(
    rf"^(?P<name>{_NAME})\s+[|•·–—-]?\s*(?P<stamp>(?:published|posted|updated)\b.*\d.*)$", re.IGNORECASE
)
_PLACE_AND_DAY = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]+[\s,]+){1,4}?(?P<day>(?:\d|[A-ZÀ-Þa-zß-ÿ]{3,9}\.?\s+\d).{4,40})$")
_CODE = re.compile(r"(?=.*[A-Z])[A-Z0-9]{2,8}(?:[-/][A-Z0-9]{2,12}){0,6}")
_TIME = re.compile(r"\W*\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s+\w{2,5})?\W*", re.IGNORECASE)
_LANGUAGES = frozenset(
    "english spanish french german arabic chinese russian portuguese italian español français deutsch inglés".split()
)
_LONGEST = 100  # characters
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*")
_MOST_OUTLET = 5  # words


class Masthead(NamedTuple):
    """What such a line is."""

    kind: FurnitureKind
    rule: str
    authors: tuple[str, ...] = ()


def masthead_of(line: str) -> Masthead | None:
    """What a line above a text is, if it is one of these.

    >>> masthead_of("Ann Lee Published November 21, 2024 Updated November 22, 2024").authors
    ('Ann Lee',)
    >>> masthead_of("Oslo, 21 November 2024").kind is FurnitureKind.HEADER_DATE, masthead_of("Oslo wins")
    (True, None)
    """
    if len(line) > _LONGEST:
        return None
    if line.casefold() in _LANGUAGES or _CODE.fullmatch(line):
        return Masthead(FurnitureKind.HEADER, "code or language above the text")
    if _TIME.fullmatch(line):
        return Masthead(FurnitureKind.HEADER_DATE, "time above the text")
    if (stamped := _NAME_AND_STAMP.match(line)) and is_date_line(stamped["stamp"]):
        people = split_byline(stamped["name"]).people
        return Masthead(FurnitureKind.HEADER_DATE, "name and date above the text", people)
    if (placed := _PLACE_AND_DAY.match(line)) and is_date_line(placed["day"]):
        return Masthead(FurnitureKind.HEADER_DATE, "place and date above the text")
    return None


def publisher_in(line: str) -> str | None:
    """The outlet that a short line names: "Daily Monitor (Uganda)", "Ministry of Energy".

    >>> publisher_in("Daily Monitor (Uganda)"), publisher_in("Ministry of Energy signs new accord with Uganda")
    ('Daily Monitor (Uganda)', None)
    """
    found = _WORD.findall(line)
    if not found or len(found) > _MOST_OUTLET or not line[0].isupper():
        return None
    small = [word for word in found if word[0].islower() and word not in ("of", "the", "de", "la", "for", "and", "du")]
    named = any(word.casefold().strip(".") in words().outlet_words for word in found)
    return line if named and not small else None
