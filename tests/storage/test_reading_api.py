"""What the docs promise to Python: Arrow tables from the package's own names, on a connection that can only read."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from storage_values import batch, coded, raw

import storage
from storage import Database, EventFilter, QueryError, Search, build_index, events_table, query, search, timeline_table


@pytest.fixture
def loaded(database: Database) -> Database:
    storage.save_raws(database, [raw()])
    storage.load_batch(database, batch(coded()))
    return database


def test_questions_in_sql_give_arrow_with_bound_values(loaded: Database) -> None:
    table = query(loaded, "SELECT event_id, day FROM timeline WHERE day >= $since", {"since": "2000-01-01"})
    assert isinstance(table, pa.Table)
    assert table.schema.field("day").type == pa.date32()
    assert table.num_rows == 1


@pytest.mark.parametrize(
    "harm", ["DELETE FROM events", "COPY events TO 'out.csv'", "SELECT * FROM read_text('/etc/hosts')"]
)
def test_questions_can_neither_write_nor_reach_files(loaded: Database, harm: str) -> None:
    with pytest.raises(QueryError):
        query(loaded, harm)


def test_events_timelines_and_searches_are_arrow_too(loaded: Database) -> None:
    with loaded.reading() as connection:
        events = events_table(connection, EventFilter(types=("CONSULT",)))
        timeline = timeline_table(connection, EventFilter())
    build_index(loaded, moment=datetime.now(UTC))
    found = search(loaded, Search(words="doha", wanted=EventFilter()))
    assert [type(table) for table in (events, timeline, found)] == [pa.Table] * 3
    assert events.num_rows == timeline.num_rows == 1
    assert found.num_rows >= 1


def test_all_names_that_the_package_offers_are_there() -> None:
    assert [name for name in storage.__all__ if not hasattr(storage, name)] == []
    assert "events_table" in Path(storage.__file__).read_text("utf-8").split('"""')[1]
