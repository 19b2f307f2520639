"""`poll`, `fetch` and `fetches`: what is asked of other people's servers."""

import sys
import time
from pathlib import Path

import click

from flows.cli.options import database_option, limit_option, output_options
from flows.cli.output import write_table

_POLL = """\b
Examples:
  eventwire poll
  eventwire poll --source "BBC News World" --now
\b
Exit code: 0 when the round was worked through, failing sources or not; 1 when it was not, or, with --strict, when
a source failed. `eventwire sources list` shows each source's state, `eventwire fetches` every request.
"""
_FETCH = """\b
Examples:
  eventwire fetch https://news.example/2024/03/05/talks.html
  grep -h '^http' links.txt | xargs eventwire fetch
"""
_FETCHES = """\b
Examples:
  eventwire fetches
  eventwire fetches --outcome refused --outcome timed_out --format csv
  eventwire fetches --url news.example --limit 5
"""
_MOST_PROBLEMS = 20


@click.command(epilog=_POLL)
@click.option("--source", "names", multiple=True, help="Only this source: id, name or address (may be given again).")
@click.option("--now", "at_once", is_flag=True, help="Whether due or not, pages that wait for another try too.")
@click.option("--strict", is_flag=True, help="Exit with 1 if any source failed.")
@database_option
def poll(names: tuple[str, ...], at_once: bool, strict: bool, database: Path | None) -> None:
    """Run one round over the sources that are due.

    Asks each feed what is new, fetches the pages that it lists, and loads them as `backfill` does. Polite: one request
    at a time to a host, with a pause between two; robots.txt is obeyed.
    """
    from flows.cli.sourcing import chosen_sources
    from flows.polling import poll_once
    from flows.polling.due import make_due
    from flows.settings import configure_logging, load_settings

    settings = load_settings(database=database)
    configure_logging(settings)
    only = [source.source_id for source in chosen_sources(settings, names)] if names else None
    if at_once:
        make_due(settings, only)
    started = time.monotonic()
    run = poll_once(settings, only=only)
    polls, counts = run.polls, run.loaded.counts
    click.echo(
        f"{polls.due} sources due: {polls.with_news} with news, {polls.unchanged} unchanged, {polls.failed} failed\n"
        f"{polls.new_entries} entries new or changed, {polls.taken} taken, {polls.waiting} to be tried again\n"
        f"{counts.kept} articles kept, {counts.known} known, {counts.rejected} rejected; {counts.events} events\n"
        f"{polls.requests} requests, {polls.bytes_received / 1024:.0f} KiB, {time.monotonic() - started:.1f} s"
    )
    for name, problem in polls.problems[:_MOST_PROBLEMS]:
        click.echo(f"{name}: {problem}", err=True)
    if len(polls.problems) > _MOST_PROBLEMS:
        click.echo(f"and {len(polls.problems) - _MOST_PROBLEMS} more; `eventwire fetches` shows them", err=True)
    if strict and polls.failed:
        sys.exit(1)


@click.command(epilog=_FETCH)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@database_option
def fetch(urls: tuple[str, ...], database: Path | None) -> None:
    """Fetch pages by address and load them."""
    from flows.polling import fetch_once
    from flows.settings import configure_logging, load_settings

    settings = load_settings(database=database)
    configure_logging(settings)
    outcome, errors = fetch_once(settings, urls)
    counts = outcome.counts
    click.echo(f"{counts.kept} kept, {counts.known} known, {counts.rejected} rejected; {counts.events} events")
    for (stage, reason), count in outcome.reasons.items():
        click.echo(f"rejected by {stage}: {reason} ({count})", err=True)
    for error in errors:
        click.echo(f"eventwire: {error}", err=True)
    if errors:
        sys.exit(1)


@click.command(epilog=_FETCHES)
@click.option("--source", "name", help="Only of this source: id, name or address.")
@click.option("--outcome", "outcomes", multiple=True, help="Only with this outcome (may be given again).")
@click.option("--url", help="Only addresses that hold these words.")
@limit_option(50)
@output_options
@database_option
def fetches(
    name: str | None,
    outcomes: tuple[str, ...],
    url: str | None,
    limit: int,
    form: str,
    output: Path | None,
    database: Path | None,
) -> None:
    """Show the ledger of requests, latest first."""
    from flows.cli.sourcing import chosen_sources
    from flows.settings import load_settings
    from storage.database import Database
    from storage.source_tables import fetches_table

    settings = load_settings(database=database)
    source_id = chosen_sources(settings, [name])[0].source_id if name else None
    with Database(path=settings.database).reading() as connection:
        table = fetches_table(connection, most=limit, source_id=source_id, outcomes=outcomes, url=url)
    write_table(table, form, output)
