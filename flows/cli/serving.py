"""`serve`: everything on a schedule, from one command."""

import signal
from pathlib import Path

import click

from flows.cli.options import database_option

_EXAMPLES = """\b
Examples:
  eventwire sources import seeds/sources.yaml && eventwire rules add seeds/alert_rules.yaml
  eventwire serve --database news.duckdb
\b
Polls every few minutes the sources that are due, evaluates alert rules as soon as something was loaded, and sweeps up
every quarter of an hour what an event missed. Every night it sends the digest of the day and keeps house: index, check,
copy, backup. Stop it with Ctrl-C or SIGTERM; after a kill, start it again.
"""


@click.command(epilog=_EXAMPLES)
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True, help="Of the Prefect server.")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/prefect"),
    show_default=True,
    help="Where the Prefect server keeps its state.",
)
@click.option("--poll-seconds", type=click.IntRange(min=10), default=60, show_default=True, help="Between two rounds.")
@database_option
def serve(port: int, home: Path, poll_seconds: int, database: Path | None) -> None:
    """Run everything on one machine: a Prefect server, polling, alerts and sweeping.

    With PREFECT_API_URL set, that server is joined and none is started.
    """
    from flows.serving import serve_all
    from flows.settings import configure_logging, load_settings

    settings = load_settings(database=database)
    configure_logging(settings)
    for number in (signal.SIGINT, signal.SIGTERM):  # started by `nohup ... &`, SIGINT would be ignored
        signal.signal(number, signal.default_int_handler)
    serve_all(settings, port=port, home=home, poll_seconds=poll_seconds, tell=lambda line: click.echo(line, err=True))
