"""What is glued to the front of a text: bylines, headlines; and the dates of timelines, which are text."""

import re
from functools import cache, lru_cache

from extractors.reading.bylines import Byline, split_byline
from extractors.reading.datelines import dateline_of
from extractors.reading.headerdates import glued_stamp
from extractors.reading.lexicon import words

_SENTENCE = re.compile(r"[.!?…](?:\s?[\"'”’»)\]])*$")
_NAME_WORDS = (2, 3)  # of one name


def is_timeline(paragraphs: list[str]) -> bool:
    """Whether later paragraphs open with dates too: then the first one's date is text."""
    return any(glued_stamp(each) is not None for each in paragraphs[1:6])


def glued_title_end(paragraph: str, title: str | None) -> int:
    """Where a headline glued to the front ends: the known one, or one that stands there twice; 0 where none is."""
    if title and len(title.split()) >= 4 and paragraph.startswith(title) and len(paragraph) > len(title) + 20:
        rest = paragraph[len(title) :].lstrip(" |·-–—:")
        return len(title) if rest[:1].isupper() or rest[:1] in "\"'“‘(" else 0
    if len(paragraph) < 60:
        return 0
    opening = paragraph[:24]
    again = paragraph.find(opening, 20, 400)
    if again <= 0:
        return 0
    once = paragraph[:again].strip()
    doubled = len(once.split()) >= 4 and not _SENTENCE.search(once) and paragraph[again:].startswith(once)
    rest = paragraph[again + len(once) :].lstrip()
    return again + len(once) if doubled and rest[:1].isupper() else 0


@cache
def _by_names(count: int) -> re.Pattern[str]:
    name = rf"[A-ZÀ-ÞŠŽČ][\w.'’-]+(?:\s[A-ZÀ-ÞŠŽČ][\w.'’-]*){{{count - 1}}}"
    return re.compile(
        rf"^\W?(?i:{words().byline_words})\s+{name}(?:(?:,\s|\s(?:and|und|y|et|&)\s){name}){{0,3}}(?=[\s|•·,–—-])"
    )


@lru_cache(maxsize=1024)  # a text is read until nothing more is cut, so most lines come twice
def glued_byline(paragraph: str) -> tuple[Byline, int] | None:
    """A byline and where it ends, where a date or dateline between it and the first sentence tells its end.

    >>> glued_byline("By Ann Lee OSLO, May 3 (Reuters) - The talks ...")[0].people
    ('Ann Lee',)
    >>> glued_byline("By Ann Lee's count the talks failed nine times.") is None
    True
    """
    for count in _NAME_WORDS:
        if match := _by_names(count).match(paragraph):
            rest = paragraph[match.end() :].lstrip(" |·•,–—-")
            if (glued_stamp(rest) or dateline_of(rest)) and (byline := split_byline(match[0])):
                return byline, match.end()
    return None
