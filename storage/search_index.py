"""The index of words: a file beside the database, made anew from it and swapped in, so that no writer waits for it.

Articles (headline and text) and evidence (the sentence of each report) are indexed apart, and by language, since words
are reduced to their stems. DuckDB's own extension for full text does it, loaded from its wheel: nothing is downloaded.
"""

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from domain.errors import StorageError
from storage.database import Connection, Database
from storage.marks import SEARCHABLE, save_mark
from storage.whole_files import drop, forget_unfinished, put_in_place, unfinished_beside

STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
}
_OTHER = "other"  # languages whose words are taken as they stand
_CHUNK = 10_000

_ARTICLES = """
SELECT versions.version_id AS id, versions.language, coalesce(versions.title, '') AS title, versions.text AS body
FROM articles JOIN versions ON versions.version_id = articles.latest_version_id
WHERE versions.superseded_at IS NULL
"""
_EVIDENCE = """
SELECT reports.report_id AS id, versions.language, '' AS title, reports.quote AS body
FROM reports JOIN articles ON articles.latest_version_id = reports.version_id
JOIN versions ON versions.version_id = reports.version_id
WHERE reports.superseded_at IS NULL AND versions.superseded_at IS NULL
"""
_UNTIL = "SELECT greatest(max(recorded_at), max(superseded_at)) FROM versions"
_BEHIND = "SELECT count(*) FROM versions WHERE $until IS NULL OR recorded_at > $until OR superseded_at > $until"
_INDEX = (
    r"PRAGMA create_fts_index('{table}', 'id', 'title', 'body', stemmer = '{stemmer}', stopwords = 'none', "
    r"ignore = '[^\p{{L}}\p{{N}}]+', strip_accents = 1, lower = 1)"
)
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"
_MATCHES = """
SELECT id, score FROM (SELECT id, fts_main_{table}.match_bm25(id, $words, conjunctive := $every) AS score FROM {table})
WHERE score IS NOT NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """How an index stands."""

    built_at: datetime
    until: datetime | None  # what was recorded later is not in it; None: there was nothing
    articles: int
    evidence: int


def index_path(database: Database) -> Path:
    """Where the index is: `<database>.search`."""
    return database.place.with_name(database.place.name + ".search")


def build_index(database: Database, *, moment: datetime) -> IndexState:
    """Makes the index anew and puts it in place of the one before. Raises StorageError where it can't be written."""
    target = index_path(database)
    forget_unfinished(target)
    unfinished = unfinished_beside(target)
    unfinished.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(unfinished)) as index:
            _load_extension(index)
            index.execute("SET TimeZone = 'UTC'")
            until = _take(database, index)
            articles, evidence = (_indexed(index, kind) for kind in ("articles", "evidence"))
            state = IndexState(built_at=moment, until=until, articles=articles, evidence=evidence)
            index.execute(
                "CREATE TABLE state AS SELECT $1::TIMESTAMPTZ AS built_at, $2::TIMESTAMPTZ AS until, "
                "$3::BIGINT AS articles, $4::BIGINT AS evidence",
                [moment, until, articles, evidence],
            )
        put_in_place(unfinished, target)
    except (OSError, duckdb.Error) as error:
        raise StorageError(f"the search index could not be made at {target}: {error}") from error
    finally:
        drop(unfinished)
    with database.transaction() as connection:
        save_mark(connection, SEARCHABLE, moment, until=until, articles=articles, evidence=evidence)
    return state


def index_state(database: Database) -> IndexState | None:
    """How the index stands; None where there is none that can be read."""
    with contextlib.suppress(StorageError), _opened(database) as index:
        row = index.execute("SELECT built_at, until, articles, evidence FROM state").fetchone()
        if row is not None:
            return IndexState(built_at=row[0], until=row[1], articles=row[2], evidence=row[3])
    return None


def versions_behind(connection: Connection, state: IndexState | None) -> int:
    """How many article versions were recorded, or replaced, since the index was made."""
    row = connection.execute(_BEHIND, {"until": state.until if state else None}).fetchone()
    return int(row[0]) if row else 0


def matches(database: Database, kinds: Sequence[str], words: str, *, every: bool) -> dict[str, pa.Table]:
    """By kind ("articles": version ids, "evidence": report ids), ids that hold the words, with their scores (BM25).

    With `every`, all words are wanted, else any. Raises StorageError where there is no index.
    """
    with _opened(database) as index:
        tables = [row[0] for row in index.execute(_TABLES).fetchall()]
        return {
            kind: _matches(index, [name for name in tables if name.startswith(f"{kind}_")], words, every)
            for kind in kinds
        }


def _matches(index: Connection, tables: Sequence[str], words: str, every: bool) -> pa.Table:
    asked = {"words": words, "every": int(every)}
    found = [index.execute(_MATCHES.format(table=table), asked).to_arrow_table() for table in tables]
    schema = pa.schema([("id", pa.string()), ("score", pa.float64())])
    return pa.concat_tables([each.cast(schema) for each in found]) if found else schema.empty_table()


def _take(database: Database, index: Connection) -> datetime | None:
    """Copies what is to be indexed, in one turn at the database; the work on it comes after."""
    with database.reading() as connection:
        row = connection.execute(_UNTIL).fetchone()
        for kind, sql in (("articles", _ARTICLES), ("evidence", _EVIDENCE)):
            texts = connection.execute(sql).to_arrow_reader(_CHUNK)
            index.register("given", texts)
            index.execute(f"CREATE TEMP TABLE {kind} AS SELECT * FROM given")  # noqa: S608 -- our own names
            index.unregister("given")
    return row[0] if row else None


def _indexed(index: Connection, kind: str) -> int:
    """One table and index for each language; returns how many texts they hold."""
    number = 0
    languages = index.execute(f"SELECT DISTINCT language FROM temp.{kind}").fetchall()  # noqa: S608 -- our own names
    for group in sorted({each[0] if each[0] in STEMMERS else _OTHER for each in languages}):
        table = f"{kind}_{group}"
        chosen = "language = $group" if group != _OTHER else "NOT list_contains($known, language)"
        values = {"group": group} if group != _OTHER else {"known": list(STEMMERS)}
        index.execute(f"CREATE TABLE {table} AS SELECT id, title, body FROM temp.{kind} WHERE {chosen}", values)  # noqa: S608
        index.execute(_INDEX.format(table=table, stemmer=STEMMERS.get(group, "none")))
        held = index.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 -- our own names
        number += int(held[0]) if held else 0
    return number


@contextmanager
def _opened(database: Database) -> Iterator[Connection]:
    path = index_path(database)
    if not path.exists():
        raise StorageError(f"there is no search index at {path}: `eventwire search` and `eventwire maintain` make one")
    try:
        with duckdb.connect(str(path), read_only=True) as index:
            _load_extension(index)
            index.execute("SET TimeZone = 'UTC'")
            index.execute("SET enable_external_access = false")
            yield index
    except duckdb.Error as error:
        raise StorageError(f"the search index {path} can't be used: remove it, and search again ({error})") from error


def _load_extension(connection: Connection) -> None:
    import duckdb_extension_fts  # only searching wants it

    folder = Path(duckdb_extension_fts.__file__).parent / "extensions"
    found = sorted(folder.rglob("fts.duckdb_extension"))
    if not found:
        raise StorageError("the package duckdb-extension-fts lacks its extension: install the dependencies anew")
    connection.load_extension(str(found[-1]))
