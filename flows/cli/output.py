"""Tables as people and programs want them: a rich table on a terminal, plain columns or a data format in a pipe."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("table", "csv", "json", "jsonl", "parquet")
_WIDEST = 60  # characters of a cell in a plain table; data formats never cut


def write_table(table: "pa.Table", form: str = "table", output: Path | None = None) -> None:
    """Writes `table` to `output`, or to standard output where that is None."""
    if form == "parquet":
        _write_bytes(_parquet(table), output)
        return
    if form == "table" and output is None and sys.stdout.isatty():
        _show(table)
        return
    text = _TEXTS[form](table)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


def plain_table(names: Sequence[str], rows: Sequence[Sequence[object]], widest: int = _WIDEST) -> str:
    """Aligned columns, two spaces apart, with numbers to the right.

    >>> print(plain_table(("actor", "events"), [("Iran", 12), ("Qatar", 7)]), end="")
    actor  events
    Iran       12
    Qatar       7
    """
    cells = [[_short(cell_text(value), widest) for value in row] for row in rows]
    to_right = [bool(rows) and all(_is_number(row[at]) for row in rows) for at in range(len(names))]
    widths = [max([len(name), *(len(row[at]) for row in cells)]) for at, name in enumerate(names)]
    lines = []
    for row in [list(names), *cells]:
        padded = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(row, widths, to_right, strict=True)
        ]
        lines.append("  ".join(padded).rstrip() + "\n")
    return "".join(lines)


def cell_text(value: object) -> str:
    """A value as one line for people; unknown is empty.

    >>> cell_text(["state:IRN", "state:QAT"]), cell_text(None), cell_text(2.0)
    ('state:IRN, state:QAT', '', '2')
    """
    match value:
        case None:
            return ""
        case float():
            return f"{value:g}"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case dict():
            return ", ".join(f"{name} {cell_text(each)}" for name, each in value.items() if each is not None)
        case list() | tuple():
            return ", ".join(cell_text(each) for each in value)
        case _:
            return " ".join(str(value).split())


def _short(text: str, widest: int) -> str:
    return text if len(text) <= widest else text[: widest - 1] + "…"


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _rows(table: "pa.Table") -> list[list[object]]:
    columns = [column.to_pylist() for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)] if columns else []


def _plain(table: "pa.Table") -> str:
    return plain_table(table.column_names, _rows(table))


def _csv(table: "pa.Table") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in _rows(table):
        writer.writerow([_flat(value) for value in row])
    return stream.getvalue()


def _flat(value: object) -> object:
    return _json_text(value) if isinstance(value, list | dict) else value


def _json(table: "pa.Table") -> str:
    return json.dumps(table.to_pylist(), ensure_ascii=False, indent=1, default=_plain_value) + "\n"


def _jsonl(table: "pa.Table") -> str:
    return "".join(_json_text(row) + "\n" for row in table.to_pylist())


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain_value)


def _plain_value(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _parquet(table: "pa.Table") -> bytes:
    import pyarrow.parquet as pq  # slow to load, and seldom wanted

    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


def _write_bytes(content: bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(content)
    elif sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; give --output FILE or a pipe.")
    else:
        sys.stdout.buffer.write(content)


def _show(table: "pa.Table") -> None:
    from rich.console import Console  # only a terminal wants it
    from rich.table import Table

    shown = Table(box=None, header_style="bold", pad_edge=False)
    rows = _rows(table)
    for at, name in enumerate(table.column_names):
        right = bool(rows) and all(_is_number(row[at]) for row in rows)
        shown.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*[cell_text(value) for value in row])
    Console().print(shown)


_TEXTS = {"table": _plain, "csv": _csv, "json": _json, "jsonl": _jsonl}
