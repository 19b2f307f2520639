"""The words by which furniture is known, read once from data files and made into regular expressions."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from domain.errors import KnowledgeError

_FILE = Path(__file__).parent / "data" / "words.yaml"
_LISTS = ("date_labels", "byline_words", "outlet_words")
_ROWS = {"months": 12, "weekdays": 7, "agencies": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Alternatives, longest first, ready to stand in a verbose or plain pattern; all want IGNORECASE but `agencies`."""

    months: str
    weekdays: str
    date_labels: str
    byline_words: str
    agencies: str  # case matters here: "AP", "SPA"
    field_labels: dict[str, str]  # label, in lower case -> what it states
    agency_names: dict[str, str]  # any form, case-folded -> the name
    outlet_words: frozenset[str]


@cache
def words() -> Words:
    """The words of the file; KnowledgeError where it is wrong."""
    return read_words(_FILE)


def read_words(path: Path) -> Words:
    """The words of a file of the form of `data/words.yaml`; raises KnowledgeError."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise _not_yaml(path, error) from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{path.name}:1", "a mapping is wanted")
    lists = {name: _strings(data.get(name), path, name) for name in _LISTS}
    rows = {name: _rows(data.get(name), path, name, count) for name, count in _ROWS.items()}
    labels = data.get("field_labels")
    if not isinstance(labels, dict):
        raise KnowledgeError(f"{path.name}:1", "`field_labels` wants a mapping of lists")
    flat = {name: [form for row in found for form in row] for name, found in rows.items()}
    return Words(
        months=alternatives(flat["months"]),
        weekdays=alternatives(flat["weekdays"]),
        date_labels=alternatives(lists["date_labels"]),
        byline_words=alternatives(lists["byline_words"]),
        agencies=alternatives(flat["agencies"]),
        field_labels={form: kind for kind, forms in labels.items() for form in _strings(forms, path, kind)},
        agency_names={form.casefold(): row[0] for row in rows["agencies"] for form in row},
        outlet_words=frozenset(lists["outlet_words"]),
    )


def read_patterns(path: Path, *, whole: frozenset[str] = frozenset()) -> dict[str, re.Pattern[str]]:
    """One pattern a name from a file of lists of patterns; those in `whole` match all of a line. KnowledgeError."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise _not_yaml(path, error) from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{path.name}:1", "a mapping of lists is wanted")
    found: dict[str, re.Pattern[str]] = {}
    for name, forms in data.items():
        joined = "|".join(f"(?:{form})" for form in _strings(forms, path, name))
        try:
            found[name] = re.compile(rf"^\W*(?:{joined})\W*(?:$|[|–—-])" if name in whole else joined, re.IGNORECASE)
        except re.error as error:
            raise KnowledgeError(f"{path.name}:1", f"`{name}`: {error}") from error
    return found


def _not_yaml(path: Path, error: yaml.YAMLError) -> KnowledgeError:
    mark = getattr(error, "problem_mark", None)
    return KnowledgeError(f"{path.name}:{mark.line + 1 if mark else 1}", "not YAML")


def alternatives(forms: list[str]) -> str:
    """One alternation of literal forms, longest first; a space in a form matches any white space.

    >>> alternatives(["date", "pub date"])
    '(?:pub\\\\s+date|date)'
    """
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in form.split()) for form in ordered) + ")"


def _strings(value: Any, path: Path, name: str) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) and each for each in value):
        raise KnowledgeError(f"{path.name}:1", f"`{name}` wants a list of words")
    return value


def _rows(value: Any, path: Path, name: str, count: int | None) -> list[list[str]]:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise KnowledgeError(f"{path.name}:1", f"`{name}` wants {count or 'some'} rows")
    return [_strings(row, path, name) for row in value]
