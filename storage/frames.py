"""Rows on their way in: Arrow frames with the types of the table they are for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from domain.actors import Place
from domain.intervals import DayInterval
from domain.spans import Blank, Span
from storage.database import Connection

Row = dict[str, Any]  # one row by column name, as Arrow takes it


def stage(connection: Connection, table: str, rows: Sequence[Row]) -> str:
    """Registers the rows as a frame shaped like the table, columns left out NULL; returns the frame's name."""
    schema = connection.table(table).limit(0).to_arrow_table().schema
    if rows and (strange := rows[0].keys() - set(schema.names)):
        raise ValueError(f"{table} has no column {', '.join(sorted(strange))}")
    name = f"staged_{table}"
    connection.register(name, pa.Table.from_pylist(list(rows), schema=schema))
    return name


def stage_ids(connection: Connection, name: str, ids: Iterable[str]) -> str:
    """Registers ids as a frame of one column `id`."""
    connection.register(name, pa.table({"id": pa.array(list(dict.fromkeys(ids)), pa.string())}))
    return name


def filled(template: str, **names: str) -> str:
    """The SQL with `{name}` replaced by identifiers of our own schema; values are bound, never filled in.

    >>> filled("SELECT {keys} FROM {table}", table="dates", keys="date_id")
    'SELECT date_id FROM dates'
    """
    for placeholder, name in names.items():
        if not all(part.strip().isidentifier() for part in name.split(",")):
            raise ValueError(f"{name!r} is not a list of identifiers")
        template = template.replace("{" + placeholder + "}", name)
    return template


def unique(rows: Iterable[Row], *keys: str) -> list[Row]:
    """The rows, each key once; the first of a key stays."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(row[key] for key in keys), row)
    return list(found.values())


def days(interval: DayInterval | None, prefix: str = "date") -> Row:
    """The pair of days and their precision."""
    return {
        f"{prefix}_from": interval.first if interval else None,
        f"{prefix}_to": interval.last if interval else None,
        f"{prefix}_precision": interval.precision.value if interval else None,
    }


def span(value: Span, prefix: str = "span") -> Row:
    return {f"{prefix}_start": value.start, f"{prefix}_end": value.end}


def blanks(values: Iterable[Blank]) -> list[Row]:
    return [{"field": blank.field, "reason": blank.reason} for blank in values]


def reason_for(field: str, values: Iterable[Blank], default: str) -> str:
    """Why a field is empty, as its blank says."""
    return next((blank.reason for blank in values if blank.field == field), default)


def place_columns(place: Place | None) -> Row:
    return {
        "place_id": place.place_id if place else None,
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None,
    }


def merged(*parts: Mapping[str, Any]) -> Row:
    row: Row = {}
    for part in parts:
        row.update(part)
    return row


_REMOVE = "DELETE FROM {table} WHERE {id} IN (SELECT {id} FROM staged_{table})"
_ADD = "INSERT INTO {table} BY NAME SELECT * FROM staged_{table}"


def replace_rows(connection: Connection, table: str, key: str, rows: Sequence[Row]) -> None:
    """Adds rows, or puts them in place of those of the same keys."""
    if rows:
        stage(connection, table, list(rows))
        connection.execute(filled(_REMOVE, table=table, id=key))
        connection.execute(filled(_ADD, table=table))
