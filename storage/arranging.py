"""The flat tables in the order in which they are asked: year by year, and in each by who it is about.

Rows are appended in the order of loading. DuckDB keeps least and greatest values for each 122,880 rows and leaves out
what can't match, so a question about a pair reads a part of each year, one about a month a part of one year.
"""

from datetime import datetime

from storage.database import Connection
from storage.marks import save_setting

_LEAST_ROWS = 200_000  # below, whole tables are read in no time
_WORTHWHILE = 0.2  # share of rows that came since
_ORDERS = {
    "event_dyads": "year(date_from), initiator, recipient, date_from, event_id, type",
    "event_actors": "year(date_from), actor_id, date_from, event_id",
}
_COUNT = {table: f"SELECT count(*) FROM {table}" for table in _ORDERS}  # noqa: S608 -- names of our own
_ARRANGE = {
    table: (
        f"CREATE OR REPLACE TEMP TABLE arranged AS SELECT * FROM {table} ORDER BY {order}",  # noqa: S608
        f"DELETE FROM {table}",  # noqa: S608
        f"INSERT INTO {table} SELECT * FROM arranged",  # noqa: S608
        "DROP TABLE arranged",
    )
    for table, order in _ORDERS.items()
}
_KNOWN = "SELECT value FROM settings WHERE name = $name"


FLAT_TABLES = tuple(_ORDERS)


def arrange(
    connection: Connection, *, moment: datetime, only: str | None = None, anyway: bool = False
) -> tuple[str, ...]:
    """Rewrites the flat tables (`only` one of them) that have grown enough since, or anyway; returns their names.

    What they say stays the same. Larger than memory is no matter: DuckDB sorts on disk.
    """
    arranged = []
    for table, statements in _ARRANGE.items():
        if only not in (None, table):
            continue
        row = connection.execute(_COUNT[table]).fetchone()
        known = connection.execute(_KNOWN, {"name": f"arranged_{table}"}).fetchone()
        rows, before = int(row[0]) if row else 0, int(known[0]) if known else 0
        if anyway or (rows >= _LEAST_ROWS and rows - before >= _WORTHWHILE * rows):
            for statement in statements:
                connection.execute(statement)
            save_setting(connection, f"arranged_{table}", str(rows), moment)
            arranged.append(table)
    return tuple(arranged)
