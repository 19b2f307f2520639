"""`rejects`: documents that went no further."""

from pathlib import Path

import click

from flows.cli.looking import opened, settings_of_existing
from flows.cli.options import database_option, limit_option, output_options
from flows.cli.output import write_table

_SHOWN = "stage reason origin url detail reject_id".split()


@click.group(epilog="\b\nExamples:\n  eventwire rejects list --stage decode\n  eventwire rejects replay")
def rejects() -> None:
    """Documents that went no further, and why."""


@rejects.command("list")
@click.option("--stage", help="Only of this stage: open, fetch, decode, read, parse, extract ...")
@click.option("--run", "run_id", help="Only of this run.")
@limit_option(1000)
@database_option
@output_options
def list_rejects(
    stage: str | None, run_id: str | None, limit: int, database: Path | None, form: str, output: Path | None
) -> None:
    """List the rejects that still stand, latest first."""
    from storage.noun_tables import rejects_table

    with opened(database).reading() as connection:
        found = rejects_table(connection, stage=stage, run_id=run_id, most=limit)
    write_table(found.select(_SHOWN) if form == "table" else found, form, output)


@rejects.command()
@click.option("--stage", help="Only those of this stage.")
@database_option
def replay(stage: str | None, database: Path | None) -> None:
    """Work rejected documents through again, from the bytes that were kept.

    What does better now is loaded, and its reject is marked as done. Files that could not be opened are not kept: run
    `eventwire backfill` on them again.
    """
    from flows.cli.backfilling import closing_table
    from flows.loading import replay_rejects
    from flows.settings import configure_logging

    settings = settings_of_existing(database)
    configure_logging(settings)
    outcome = replay_rejects(settings, stage)
    click.echo(closing_table(outcome, None, settings.database), nl=False)
