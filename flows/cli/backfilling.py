"""`backfill`: the main job from the command line."""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.errors import InputError
from flows.cli.options import database_option, processes_option
from flows.cli.output import plain_table

if TYPE_CHECKING:
    from flows.loading import RunOutcome

_EXAMPLES = """\b
Examples:
  eventwire backfill seeds
  eventwire backfill ~/collected articles.jsonl --database gulf.duckdb
  eventwire backfill seeds --strict || echo "some documents were rejected"
\b
Exit code: 0 when all input was worked through, rejects or not; 1 when it was not, or, with --strict, when a
document was rejected; 130 when interrupted. Running it again goes on where it stopped and changes nothing else.
"""
_MOST_REASONS = 20


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@database_option
@click.option("--strict", is_flag=True, help="Exit with 1 if any document is rejected.")
@click.option("--batch-size", type=click.IntRange(1, 1000), help="Documents a transaction [default: 100].")
@processes_option
@click.option("--quiet", "-q", is_flag=True, help="No progress, no closing table.")
def backfill(
    paths: tuple[Path, ...],
    database: Path | None,
    strict: bool,
    batch_size: int | None,
    processes: int | None,
    quiet: bool,
) -> None:
    """Read files or folders and load them.

    Reads .txt, .html, .jsonl, .csv, .rss, .atom, .xml and .warc files, folders to any depth. What can't be used is
    rejected with a reason and never stops the rest. With PREFECT_API_URL set, the job is a flow run of that server,
    with a task for each batch; without, it needs no server.
    """
    from flows.cli.progress import watching
    from flows.settings import configure_logging, load_settings

    settings = load_settings(database=database, batch_size=batch_size, processes=processes)
    configure_logging(settings)
    started = time.monotonic()
    _check(paths)
    with watching(paths, quiet=quiet) as watch:
        if os.environ.get("PREFECT_API_URL"):
            from flows.backfill import run_as_flow

            outcome = run_as_flow(paths, settings, watch)
        else:
            from flows.loading import run_backfill

            outcome = run_backfill(paths, settings, watch=watch)
    if not quiet:
        click.echo(closing_table(outcome, time.monotonic() - started, settings.database), nl=False)
    rejected = outcome.counts.rejected
    if rejected:
        click.echo(f"warning: {rejected} rejected; `eventwire rejects list` shows which and why", err=True)
    if strict and rejected:
        sys.exit(1)


def _check(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise InputError(f"there is no file or folder at {path}; check the spelling")


def closing_table(outcome: "RunOutcome", seconds: float | None, database: Path) -> str:
    """What came in, what became of it, why, and what was found."""
    counts = outcome.counts
    rows = [
        ("came in", counts.inputs, ""),
        (
            "kept",
            counts.kept,
            f"{counts.duplicates} of them copies or derivatives of others" if counts.duplicates else "",
        ),
        ("known already", counts.known, ""),
        ("rejected", counts.rejected, ""),
        ("dates", counts.dates, "found in the text"),
        ("actors", counts.actors, "counted once an article"),
        ("reports", counts.reports, "statements of who did what to whom"),
        ("events", counts.events, "founded or changed"),
    ]
    text = plain_table(("", "number", ""), [row for row in rows if row[1] or row[0] in ("came in", "kept")])
    text += f"{database}: {seconds:.1f} s\n" if seconds is not None else ""
    if outcome.reasons:
        reasons = [
            (number, stage, reason, outcome.examples[stage, reason])
            for (stage, reason), number in outcome.reasons.most_common(_MOST_REASONS)
        ]
        text += "\n" + plain_table(("rejected", "stage", "reason", "for example"), reasons, 90)
    return text
