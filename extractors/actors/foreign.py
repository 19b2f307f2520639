"""Names in other languages than English: states everywhere; bodies, demonyms and titles in Spanish and French."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractors.actors.naming import How, Naming, Title
from extractors.actors.phrases import Case, PhraseTable
from extractors.actors.records import rows

STATE_NAMES = ("language", "actor_id", "name")
FOREIGN_NAMES = ("language", "kind", "what", "forms")
_HOW = {"name": How.NAME, "capital": How.CAPITAL, "demonym": How.DEMONYM}


@dataclass(frozen=True, slots=True)
class ForeignNames:
    """What one language calls actors and offices."""

    names: PhraseTable[Naming] = field(default_factory=PhraseTable)
    titles: PhraseTable[Title] = field(default_factory=PhraseTable)
    written: dict[str, str] = field(default_factory=dict)  # name -> actor_id, for scripts without spaces


def load_foreign_names(folder: Path) -> Mapping[str, ForeignNames]:
    """Names by ISO 639-1 language.

    Raises KnowledgeError where a row has a kind that is none of name, capital, demonym, title.
    """
    tables: dict[str, ForeignNames] = defaultdict(ForeignNames)
    for row in rows("state_names.csv", STATE_NAMES, folder=folder):
        table, name = tables[row["language"]], row["name"]
        table.names.add(name, Naming(row["actor_id"], How.NAME), case=_case(name))
        table.written[name] = row["actor_id"]
    for row in rows("foreign_names.csv", FOREIGN_NAMES, folder=folder):
        table = tables[row.wanted("language")]
        for form in row.several("forms"):
            if row["kind"] == "title":
                role, _, title = row["what"].partition(":")
                table.titles.add(form, Title(title, role, None, "office", ""))
            elif row["kind"] in _HOW:
                how = _HOW[row["kind"]]
                table.names.add(form, Naming(row["what"], how), case=_case(form))
            else:
                raise row.wrong(f"kind is name, capital, demonym or title, not {row['kind']!r}")
    return dict(tables)


def _case(name: str) -> Case:
    if len(name) <= 5 and name.isascii() and name.isupper():
        return Case.UPPER
    return Case.CAPITAL if name[:1].isupper() else Case.ANY
