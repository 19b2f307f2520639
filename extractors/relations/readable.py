"""Stems as a person reads them: the words of a text that they come from."""

from calendar import month_name
from collections.abc import Iterable

from extractors.relations.words import fold, stem


def readable(stems: Iterable[str], text: str | None) -> tuple[str, ...]:
    """For each stem the first word of the text that has it, as it is written there; the stem where there is none.

    >>> readable(("lopez", "city", "dunmor", "2024-05", "40"), "López left both cities to Dunmore in May 2024.")
    ('López', 'cities', 'Dunmore', 'May 2024', '40')
    """
    plain = fold(text or "")
    if text is None or len(plain) != len(text):  # places in the one are not those in the other
        return tuple(_day(each) or each for each in stems)
    return tuple(_day(each) or _written(each, text, plain) or each for each in stems)


def _written(wanted: str, text: str, plain: str) -> str | None:
    """The word as it stands in the text; `plain` is the text without case and accents, place by place."""
    for beginning in (wanted, wanted[:-1] + "ie"):
        at = plain.find(beginning)
        while at >= 0:
            end = at + len(beginning)
            while end < len(plain) and plain[end].isalnum():
                end += 1
            if not (at and plain[at - 1].isalnum()) and stem(plain[at:end]) == wanted:
                return text[at:end]
            at = plain.find(beginning, end)
    return None


def _day(each: str) -> str | None:
    """A day or month of the calendar in words: "05-19", "2023-12"."""
    first, dash, second = each.partition("-")
    if not (dash and first.isdigit() and second.isdigit()):
        return None
    is_month = len(first) == len("2023")
    month = int(second if is_month else first)
    if not 1 <= month <= len(month_name) - 1:
        return None
    return f"{month_name[month]} {first if is_month else int(second)}"
