"""What an edit may correct: numbers, days and names; and the words that carry the sense of a sentence."""

import re
from collections.abc import Iterable, Mapping

from extractors.relations.words import Word, fold, tokens

_COMMON = 0.02  # background share above which a word is no name
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        2,
    )
} | {
    word: str(10 * number)
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_MAGNITUDES = frozenset("dozen hundred thousand million billion trillion".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NEGATIONS = frozenset("not no never nor none neither without cannot t".split())  # "t" of "won't"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_LOWER_CASE = re.compile(r"\b[^\W\d_A-ZÀ-Þ]\w*")
_LONGEST_SLIP = 4  # letters of a word, from which on one letter too many or too few is a slip


def facts(text: str) -> Mapping[str, str]:
    """Numbers, days and names by what they say, each as it first stands in the text, without case; in text order.

    A name is a rare word that is never written without a capital.

    >>> facts("On Monday, six of 1,200 men left Orlec.")
    {'monday': 'monday', '6': 'six', '1200': '1,200', 'orlec': 'orlec'}
    """
    lower = {fold(word) for word in _LOWER_CASE.findall(text)}
    found: dict[str, str] = {}
    for word in _words(text):
        if said := _said(word, lower):
            found.setdefault(said, word.folded)
    return found


def same_sense(before: str, after: str) -> bool:
    """Whether two sentences have the same telling words, negations among them, but for slips of the pen.

    >>> same_sense("The hulll was found", "The hull had been found")
    True
    >>> same_sense("It will pay", "It won't pay")
    False
    """
    old, new = _telling(before), _telling(after)
    gone, come = old - new, new - old
    return len(gone) == len(come) and all(any(_is_slip(one, other) for other in come) for one in gone)


def _words(text: str) -> Iterable[Word]:
    return (word for word in tokens(text) if not word.is_mark)


def _said(word: Word, lower: frozenset[str] | set[str]) -> str | None:
    """What a number, day or name says; None for any other word."""
    if word.is_number:
        return _THOUSANDS.sub("", word.folded)
    if word.folded in _NUMBERS or word.stem in _MAGNITUDES:
        return _NUMBERS.get(word.folded, word.stem)
    if word.is_capital and (word.folded in _WEEKDAYS or word.month):
        return word.folded
    return word.folded if word.is_capital and word.share <= _COMMON and word.folded not in lower else None


def _telling(sentence: str) -> frozenset[str]:
    """The stems of the words that carry a sentence's sense, without numbers; all negations are one."""
    return frozenset(
        "not" if word.folded in _NEGATIONS else word.stem
        for word in _words(sentence)
        if word.folded in _NEGATIONS or (word.share < 1 and not word.is_number and word.folded not in _NUMBERS)
    )


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter too many, or by two that changed places."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _LONGEST_SLIP - 1 or len(longer) < _LONGEST_SLIP:
        return False
    at = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) == len(longer):
        return shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return len(longer) == len(shorter) + 1 and shorter[at:] == longer[at + 1 :]
