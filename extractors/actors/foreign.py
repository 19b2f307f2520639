"""Names in other languages than English: states everywhere; bodies, demonyms and titles in Spanish and French."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractors.actors.naming import How, Naming, Title
from extractors.actors.phrases import Case, PhraseTable
from extractors.actors.records import Row, rows

STATE_NAMES = ("language", "actor_id", "name")
FOREIGN_NAMES = ("language", "kind", "what", "forms")
_HOW = {"name": How.NAME, "capital": How.CAPITAL, "demonym": How.DEMONYM}


@dataclass(frozen=True, slots=True)
class ForeignNames:
    """What one language calls actors and offices."""

    names: PhraseTable[Naming] = field(default_factory=PhraseTable)
    titles: PhraseTable[Title] = field(default_factory=PhraseTable)
    written: dict[str, str] = field(default_factory=dict)  # name -> actor_id, for scripts without spaces


class Languages(Mapping[str, ForeignNames]):
    """Names by ISO 639-1 language; a language's tables are built when it is first asked for."""

    def __init__(self, states: Mapping[str, list[str]], others: Mapping[str, list[Row]]) -> None:
        self._states = states  # lines "language,actor_id,name"
        self._others = others
        self._built: dict[str, ForeignNames] = {}

    def __getitem__(self, language: str) -> ForeignNames:
        if language not in self._built:
            self._built[language] = _tables(self._states[language], self._others.get(language, []))
        return self._built[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)


def load_foreign_names(folder: Path) -> Languages:
    """Names by ISO 639-1 language.

    Raises KnowledgeError where a row has a kind that is none of name, capital, demonym, title.
    """
    states: dict[str, list[str]] = defaultdict(list)
    next(
        rows("state_names.csv", STATE_NAMES, folder=folder)
    )  # header and first row are checked; the rest when asked for
    for line in (folder / "state_names.csv").read_text(encoding="utf-8").splitlines():
        if line[2:3] == ",":
            states[line[:2]].append(line)
    others: dict[str, list[Row]] = defaultdict(list)
    for row in rows("foreign_names.csv", FOREIGN_NAMES, folder=folder):
        if row["kind"] not in (*_HOW, "title"):
            raise row.wrong(f"kind is name, capital, demonym or title, not {row['kind']!r}")
        others[row.wanted("language")].append(row)
    return Languages(dict(states), dict(others))


def _tables(states: list[str], others: list[Row]) -> ForeignNames:
    table = ForeignNames()
    for _, actor_id, name in csv.reader(states):
        table.names.add(name, Naming(actor_id, How.NAME), case=_case(name))
        table.written[name] = actor_id
    for row in others:
        for form in row.several("forms"):
            if row["kind"] == "title":
                role, _, title = row["what"].partition(":")
                table.titles.add(form, Title(title, role, None, "office", ""))
            else:
                table.names.add(form, Naming(row["what"], _HOW[row["kind"]]), case=_case(form))
    return table


def _case(name: str) -> Case:
    if len(name) <= 5 and name.isascii() and name.isupper():
        return Case.UPPER
    return Case.CAPITAL if name[:1].isupper() else Case.ANY
