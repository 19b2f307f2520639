"""Headlines above a text: the same one in two wordings, one that stands there twice, and what is no part of it."""

import re
from collections.abc import Sequence

from extractors.reading.telling import attributes

_TAKE = re.compile(  # what agencies put before a headline: "(2nd LD)", "UPDATE 2-", "(URGENT)"
    r"^(?:\((?:\d(?:st|nd|rd|th)\s+)?(?:LEAD|LD|URGENT|RECAST|ADDS?|UPDATE)\)\s*|(?:UPDATE|WRAPUP|RPT|REFILE)\s*\d*\s*[-:–]\s*)+"
)
_LONGEST_DOUBLED, _MOST_DOUBLED = 200, 16  # characters and words of a headline that stands there twice
_SITE_BEHIND = re.compile(r"^\s+[-–—|·•»]\s+(?:\S+\s?){1,6}$")
_SENTENCE_WITHIN = re.compile(r"[.!?][\"'”’]*\s+\S")
_FEWEST_WORDS, _FEWEST_REPEATED = 3, 4  # words of a headline, and of one told by standing there twice


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, marks and case aside."""
    return _plain(one) == _plain(other)


def _plain(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def same_headline(one: str, other: str) -> bool:
    """Whether two lines are one headline, the first perhaps with the site's name behind it."""
    if same_words(one, other):
        return True
    behind = one[len(other) :] if one.startswith(other) else ""
    return bool(_SITE_BEHIND.match(behind))


def is_doubled(lines: list[str]) -> bool:
    """Whether the first two lines are one headline though it ends like a sentence."""
    if len(lines) < 3 or len(lines[0]) > _LONGEST_DOUBLED or not same_words(lines[0], lines[1]):
        return False
    if same_words(lines[0], lines[2]) or attributes(lines[0]) or _SENTENCE_WITHIN.search(lines[0]):
        return False
    return _FEWEST_WORDS <= len(lines[0].split()) <= _MOST_DOUBLED


def bare_headline(line: str) -> str:
    """A line as headline: without an agency's mark, and once where it stands there twice."""
    plain = _TAKE.sub("", line)
    half = len(plain) // 2
    return plain[:half].strip() if plain[:half].strip() == plain[half:].strip() else plain


def repeated_headline(lines: Sequence[str], pending: Sequence[int]) -> tuple[str, int] | None:
    """The headline that stands twice among lines above a text, and the last place of it; None where none does."""
    found: list[tuple[int, str, int]] = []  # words, headline, last place
    for place, index in enumerate(pending):
        later = [other for other in pending[place + 1 :] if same_headline(lines[index], lines[other])]
        words = len(lines[index].split())
        if later and (words >= _FEWEST_REPEATED or later[0] == index + 1):
            found.append((words, bare_headline(min(lines[index], lines[later[0]], key=len)), later[-1]))
    return max(found, key=lambda each: each[0])[1:] if found else None
