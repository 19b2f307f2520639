"""Lines that belong to the page and not to the article, known by their wording (see `data/chrome.yaml`)."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from domain.documents import FurnitureKind
from domain.errors import KnowledgeError
from extractors.reading.telling import attributes, is_statement, tells_after_label
from extractors.reading.wordings import needs, opening_of, openings

_FILE = Path(__file__).parent / "data" / "chrome.yaml"
_MARKS = re.compile(r"\W{0,8}")
LONGEST = 320  # characters of a line that can be chrome


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a line in lower case says, from its first word or mark to its end."""

    text: str  # a regular expression
    openings: frozenset[str]  # what it may begin with: two characters, or fewer
    needs: tuple[str, ...]  # any of these it holds; () for any text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromeRule:
    """A whole line's wording and what such a line is."""

    rule_id: str
    kind: FurnitureKind
    opens_tail: bool  # after it, at the end of a document, only more of the page follows
    is_label: bool  # such a line labels or links: a whole sentence is never one
    wordings: tuple[Wording, ...]


@cache
def chrome_rules() -> tuple[ChromeRule, ...]:
    """The rules of the file; KnowledgeError where it is wrong."""
    return read_rules(_FILE)


def read_rules(path: Path) -> tuple[ChromeRule, ...]:
    """The rules of a file of the form of `data/chrome.yaml`; raises KnowledgeError."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise KnowledgeError(f"{path.name}:{mark.line + 1 if mark else 1}", "not YAML") from error
    if not isinstance(data, list):
        raise KnowledgeError(f"{path.name}:1", "a list of rules is wanted")
    return tuple(_rule(entry, path) for entry in data)


def _rule(entry: object, path: Path) -> ChromeRule:
    if not isinstance(entry, dict) or not {"id", "kind", "lines"} <= entry.keys():
        raise KnowledgeError(f"{path.name}:1", f"a rule wants id, kind and lines: {entry!r}")
    where = f"{path.name}:{_line_of(path, str(entry['id']))}"
    try:
        wordings = tuple(_wording(line) for line in entry["lines"])
        kind = FurnitureKind(entry["kind"])
    except (ValueError, TypeError, LookupError) as error:
        raise KnowledgeError(where, str(error)) from error
    return ChromeRule(
        rule_id=entry["id"],
        kind=kind,
        opens_tail=bool(entry.get("opens_tail")),
        is_label=bool(entry.get("is_label")),
        wordings=wordings,
    )


def _wording(line: str) -> Wording:
    """A wording of the file; without the case flag it is matched much faster."""
    lower = _lower(line)
    return Wording(text=rf"(?:{lower})\W{{0,12}}$", openings=openings(lower), needs=needs(lower))


def _line_of(path: Path, rule_id: str) -> int:
    lines = path.read_text("utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if f"id: {rule_id}" in line), 1)


@cache
def _by_opening() -> dict[str, list[tuple[int, Wording]]]:
    """The wordings by what they may begin with, each with the number of its rule."""
    found: dict[str, list[tuple[int, Wording]]] = {}
    for number, rule in enumerate(chrome_rules()):
        for wording in rule.wordings:
            for opening in wording.openings:
                found.setdefault(opening, []).append((number, wording))
    return found


@lru_cache(maxsize=4096)
def _wordings_from(opening: str) -> tuple[tuple[int, re.Pattern[str], tuple[str, ...]], ...]:
    """The wordings that may begin with two characters, each with the number of its rule and its needs."""
    known = _by_opening()
    found = [each for length in range(len(opening) + 1) for each in known.get(opening[:length], ())]
    return tuple((number, _compiled(wording.text), wording.needs) for number, wording in found)


@cache
def _compiled(wording: str) -> re.Pattern[str]:
    """Compiled when a line first begins like it: most wordings are never met, and compiling all takes a while."""
    return re.compile(wording)


def _lower(wording: str) -> str:
    """The wording in lower case, but for letters that an escape makes a class."""
    return re.sub(r"(\\.)|([A-Z]+)", lambda found: found[1] or found[2].lower(), wording)


def _holds_any(line: str, needed: tuple[str, ...]) -> bool:
    for word in needed:  # noqa: SIM110 -- half the time of `any`
        if word in line:
            return True
    return False


@cache
def _end_mark() -> ChromeRule:
    """The rule of lines without a letter or digit."""
    return next(rule for rule in chrome_rules() if rule.rule_id == "end_mark")


@lru_cache(maxsize=4096)  # a text is read until nothing more is cut, so most lines come twice
def chrome_rule(line: str) -> ChromeRule | None:
    """The rule that knows a line as chrome.

    >>> chrome_rule("Share this article on Facebook").rule_id
    'share'
    >>> chrome_rule("Shares fell in Doha on Monday.") is None
    True
    """
    if len(line) > LONGEST:
        return None
    if not line[:1].isalnum() and not any(char.isalnum() for char in line):
        return _end_mark()
    lower, marks = line.lower(), _MARKS.match(line)
    # A wording may itself begin with a mark ("©"): from each place up to the first word.
    matching = [
        number
        for place in range((marks.end() if marks else 0) + 1)
        for number, pattern, needed in _wordings_from(opening_of(lower, place))
        if (not needed or _holds_any(lower, needed)) and pattern.match(lower, place)
    ]
    return _unless_told(line, chrome_rules()[min(matching)]) if matching else None


def _unless_told(line: str, rule: ChromeRule) -> ChromeRule | None:
    """The rule, unless the line is a sentence of the article that only begins like a line of the page."""
    if attributes(line) or tells_after_label(line) or (rule.is_label and is_statement(line)):
        return None
    return rule
