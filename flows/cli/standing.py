"""`status`: what the database holds, how the work goes, what waits, and what to do about it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.advising import Standing, advice
from flows.cli.looking import opened
from flows.cli.options import database_option, output_options
from flows.cli.output import cell_text, plain_table, write_table

if TYPE_CHECKING:
    import pyarrow as pa

_RUNS = 5
_DAY = timedelta(days=1)
_SHOWN_RUNS = ["started_at", "flow", "state", "inputs", "kept", "known", "rejected", "events", "run_id"]
_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


@click.command(epilog="\b\nExamples:\n  eventwire status\n  eventwire status --format json | jq .[0].events")
@database_option
@output_options
def status(database: Path | None, form: str, output: Path | None) -> None:
    """What the database holds, what waits, rates, errors, ages, disk, the last runs, and what to do."""
    from storage import overview
    from storage.noun_tables import runs_table, status_table

    used, now = opened(database), datetime.now(UTC)
    with used.reading() as connection:
        held, runs = status_table(connection), runs_table(connection, most=_RUNS)
        tables = {
            "queue": overview.queue_table(connection),
            "rates": overview.rates_table(connection, now),
            "errors": overview.errors_table(connection, now - _DAY),
            "failing": overview.failing_table(connection),
            "ages": overview.ages_table(connection, now),
        }
        sizes = overview.disk_sizes(used, connection)
    sizes["free"] = shutil.disk_usage(used.place.parent).free
    to_do = advice(_standing(held, tables, sizes, now))
    if form != "table" or output is not None:
        write_table(_in_one_row(held, tables | {"runs": runs}, sizes, to_do), form, output)
        return
    rows = [(name.replace("_", " "), cell_text(value)) for name, value in held.to_pylist()[0].items()]
    click.echo(plain_table(("", used.path.as_posix()), rows), nl=False)
    for name, title in (
        ("queue", "waiting"),
        ("rates", "rates"),
        ("errors", "errors of the last day"),
        ("failing", "sources that fail or are silent"),
    ):
        _section(title, tables[name])
    click.echo("\nlast done")
    ages = [(row["what"], _ago(row["seconds"]), row["moment"]) for row in tables["ages"].to_pylist()]
    click.echo(plain_table(("what", "ago", "at"), ages), nl=False)
    click.echo("\ndisk")
    disk = [(name, f"{size / 1024**2:,.1f} MiB") for name, size in sizes.items()]
    click.echo(plain_table(("what", "size"), disk), nl=False)
    _section("last runs", runs.select(_SHOWN_RUNS))
    if to_do:
        click.echo("\nwhat to do")
    for line in to_do:
        click.echo(f"  -> {line}")


def _standing(held: "pa.Table", tables: "dict[str, pa.Table]", sizes: dict[str, int], now: datetime) -> Standing:
    queue = [row | {"seconds": int((now - row["oldest"]).total_seconds())} for row in tables["queue"].to_pylist()]
    return Standing(
        held=held.to_pylist()[0],
        queue=queue,
        failing=tables["failing"].to_pylist(),
        errors=tables["errors"].to_pylist(),
        ages={row["what"]: row["seconds"] for row in tables["ages"].to_pylist()},
        sizes=sizes,
    )


def _section(title: str, table: "pa.Table") -> None:
    if table.num_rows:
        click.echo(f"\n{title}")
        write_table(table)


def _in_one_row(
    held: "pa.Table", tables: "dict[str, pa.Table]", sizes: dict[str, int], to_do: tuple[str, ...]
) -> "pa.Table":
    """All of it for programs: counts as columns, the rest as lists below their names."""
    import pyarrow as pa

    row = held.to_pylist()[0] | {name: table.to_pylist() for name, table in tables.items()}
    disk = [{"what": name, "bytes": size} for name, size in sizes.items()]
    return pa.Table.from_pylist([row | {"disk": disk, "advice": list(to_do)}])


def _ago(seconds: int | None) -> str:
    """An age in its largest unit.

    >>> _ago(7300), _ago(None), _ago(30)
    ('2 h', 'never', '30 s')
    """
    if seconds is None:
        return "never"
    return next((f"{seconds // size} {unit}" for size, unit in _UNITS if seconds >= size), "0 s")
