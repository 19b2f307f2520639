"""Stems as a person reads them: the words of a text that they come from."""

from calendar import month_name
from collections.abc import Callable, Iterable, Iterator

from extractors.relations.words import fold, stem


def readable(stems: Iterable[str], text: str | None) -> tuple[str, ...]:
    """For each stem the first word of the text that has it, as it is written there; the stem where there is none.

    >>> readable(("lopez", "city", "dunmor", "2024-05", "40"), "López left both cities to Dunmore in May 2024.")
    ('López', 'cities', 'Dunmore', 'May 2024', '40')
    """
    found = _as_written(stems, text or "", stem)
    return tuple(_day(each) or written or each for each, written in found)


def as_written(folded: Iterable[str], text: str) -> tuple[str, ...]:
    """For each word without case and accents the word of the text; itself where there is none.

    >>> as_written(("lopez", "dunmore"), "López met Dunmore.")
    ('López', 'Dunmore')
    """
    return tuple(written or each for each, written in _as_written(folded, text, str))


def _as_written(wanted: Iterable[str], text: str, form: Callable[[str], str]) -> Iterator[tuple[str, str | None]]:
    """Each with the first word of the text that has this form; None where there is none."""
    plain = fold(text)
    has_places = len(plain) == len(text)  # otherwise places in the one are not those in the other
    for each in wanted:
        yield each, _written(each, text, plain, form) if has_places else None


def _written(wanted: str, text: str, plain: str, form: Callable[[str], str]) -> str | None:
    for beginning in (wanted, wanted[:-1] + "ie"):  # "city", "cities"
        at = plain.find(beginning)
        while at >= 0:
            end = at + len(beginning)
            while end < len(plain) and plain[end].isalnum():
                end += 1
            if not (at and plain[at - 1].isalnum()) and form(plain[at:end]) == wanted:
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
