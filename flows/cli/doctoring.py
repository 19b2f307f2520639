"""`doctor`: whether everything is in order, and what to do where not."""

import sys
from pathlib import Path

import click

from flows.cli.options import database_option, output_options
from flows.cli.output import write_table

_EXAMPLES = """\b
Examples:
  eventwire doctor
  eventwire doctor --check                   # also compares all tables, ledgers and raw documents: minutes if large
  eventwire doctor --format json | jq '.[] | select(.health != "good")'
\b
Exit code: 0 where nothing is bad, warnings or not; 1 where something is.
"""


@click.command(epilog=_EXAMPLES)
@click.option("--check", is_flag=True, help="Compare tables, ledgers and raw documents with each other.")
@database_option
@output_options
def doctor(check: bool, database: Path | None, form: str, output: Path | None) -> None:
    """Examine Python, packages, model, settings, folders, database and server, and say what to do."""
    import pyarrow as pa

    from flows.doctoring import Health, examined
    from flows.settings import load_settings

    findings = examined(load_settings(database=database), thoroughly=check)
    columns = ("check", "health", "told", "advice")
    if form != "table" or output is not None:
        write_table(pa.table({name: [str(getattr(each, name)) for each in findings] for name in columns}), form, output)
    else:
        for each in findings:
            click.echo(f"{each.health.value:<8} {each.check:<13} {each.told}")
            if each.advice:
                click.echo(f"{'':<22} -> {each.advice}")
    if any(each.health is Health.BAD for each in findings):
        sys.exit(1)
