"""`digest`: what a day brought."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from flows.cli.looking import opened
from flows.cli.options import Hours, database_option

_EXAMPLES = """\b
Examples:
  eventwire digest                           # the last 24 hours
  eventwire digest --day 2025-03-04 --format markdown --output 2025-03-04.md
  eventwire digest --day 2025-03-04 --send   # to the channels of EVENTWIRE_DIGEST_CHANNELS, else to all
\b
Days are those on which we learned of an event (UTC), not those on which it happened. `eventwire serve` sends the day
before every morning, where alerts have channels.
"""


@click.command(epilog=_EXAMPLES)
@click.option("--day", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY", help="Of this UTC day.")
@click.option("--hours", type=Hours(), help="Of so many hours up to now [default: 24].")
@click.option(
    "--format", "-f", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--send", is_flag=True, help="Send it as alerts are sent, once a period and channel.")
@database_option
def digest(
    day: datetime | None, hours: float | None, form: str, output: Path | None, send: bool, database: Path | None
) -> None:
    """New events by who did what to whom, with evidence; alerts; rejects; sources that need a look."""
    from flows.alerting.running import evaluate_and_deliver
    from flows.digests import as_json, as_markdown, as_text, day_of, digest_of, put_in_outbox
    from flows.settings import configure_logging, load_settings

    if day is not None and hours is not None:
        raise click.UsageError("Either --day or --hours.")
    now = datetime.now(UTC)
    period = day_of(day.replace(tzinfo=UTC)) if day else (now - timedelta(hours=hours or 24.0), now)
    found = digest_of(opened(database), *period)
    if send:
        settings = load_settings(database=database)
        configure_logging(settings)
        channels = put_in_outbox(settings, found, as_text(found), now=now)
        _, delivered, failed = evaluate_and_deliver(settings)
        to = ", ".join(channels) or "nobody: EVENTWIRE_ALERT_CHANNELS is empty"
        click.echo(f"to {to}; {delivered} messages delivered, {failed} to be tried again", err=True)
    heading = f"{found.title}\n\n" if form == "text" else ""
    text = heading + {"text": as_text, "markdown": as_markdown, "json": as_json}[form](found)
    if output is not None:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
