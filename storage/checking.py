"""Whether the tables agree with each other and with the raw documents beside them."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from storage.database import Connection, Database
from storage.facts import EVENT_REPORTS, EVENTS, OF_VERSIONS
from storage.frames import filled
from storage.raw_documents import raw_path

_CHECKS = Path(__file__).parent / "statements" / "checks"
_TWICE = "SELECT {keys} FROM {table} WHERE superseded_at IS NULL GROUP BY {keys} HAVING count(*) > 1"
_BACKWARDS = "SELECT {keys} FROM {table} WHERE superseded_at < recorded_at"
_RAWS = "SELECT raw_id FROM raw_documents WHERE dropped_at IS NULL ORDER BY raw_id"
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """Something that must not be."""

    problem: str
    number: int  # rows or files that have it
    examples: tuple[str, ...]


def inconsistencies(database: Database, *, files: bool = True) -> tuple[Inconsistency, ...]:
    """All that is wrong: nothing, unless there is a fault in the program or on the disk.

    With `files`, every raw document is looked for, but not read.
    """
    found = []
    with database.reading() as connection:
        for table in (*OF_VERSIONS, EVENTS, EVENT_REPORTS):
            names = {"table": table.name, "keys": ", ".join(table.keys)}
            for problem, sql in (("current twice", _TWICE), ("superseded before it was recorded", _BACKWARDS)):
                found.append(_asked(connection, f"{table.name}: {problem}", filled(sql, **names)))
        found.extend(_asked(connection, problem, sql) for problem, sql in _checks())
        if files:
            raws = [row[0] for row in connection.execute(_RAWS).fetchall()]
            missing = [raw_id for raw_id in raws if not raw_path(database, raw_id).exists()]
            examples = tuple(missing[:_EXAMPLES])
            problem = "raw_documents: content is missing beside the database"
            found.append(Inconsistency(problem=problem, number=len(missing), examples=examples))
    return tuple(each for each in found if each.number)


def _asked(connection: Connection, problem: str, sql: str) -> Inconsistency:
    rows = connection.execute(sql).fetchall()
    examples = tuple(", ".join(str(value) for value in row) for row in rows[:_EXAMPLES])
    return Inconsistency(problem=problem, number=len(rows), examples=examples)


@lru_cache(maxsize=1)
def _checks() -> tuple[tuple[str, str], ...]:
    """What each file looks for, by its first line, and its SQL."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_CHECKS.glob("*.sql"))]
    return tuple((text.splitlines()[0].removeprefix("-- "), text) for text in texts)
