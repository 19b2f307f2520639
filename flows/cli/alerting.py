"""`alerts`: what fired, with its evidence, and what became of the messages."""

from datetime import UTC, datetime
from pathlib import Path

import click

from domain.alerts import Severity
from domain.errors import InputError
from flows.cli.listing import ListingGroup
from flows.cli.looking import opened, settings_of_existing
from flows.cli.options import database_option, limit_option, output_options
from flows.cli.output import plain_table, write_table

_EXAMPLES = """\b
Examples:
  eventwire alerts                         # what stands open, latest first
  eventwire alerts --severity warning --actor iran --since 2025-03-01
  eventwire alerts show ALERT              # its sentences, links, and who was told
  eventwire alerts evaluate                # rules over all that was loaded since the last evaluation, then delivery
  eventwire alerts tell desk               # a message to a channel, to see that it arrives
  eventwire alerts outbox                  # messages that wait or were given up, and why
  eventwire alerts retry --channel desk    # ... tried again
\b
Receivers: EVENTWIRE_ALERT_CHANNELS='{"desk": "https://host/hook", "mail": "mailto://user:pass@host?to=me@host"}'
"""
_MOST_SHOWN = 20
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(cls=ListingGroup, epilog=_EXAMPLES)
def alerts() -> None:
    """Alerts: what fired, with its evidence (`eventwire alerts`); the latest first."""


@alerts.command("list")
@click.option("--rule", "rule_id", help="Only of this rule.")
@click.option("--severity", type=click.Choice([each.value for each in Severity]), help="As loud as this, or louder.")
@click.option("--actor", help="Only of events with this actor: an id, or any form of a name.")
@click.option("--dyad", metavar="ACTOR,ACTOR", help="Only of events between these two: initiator and recipient.")
@click.option("--type", "types", multiple=True, help="Only of events of this PLOVER type (may be given again).")
@click.option("--since", type=_DAY, metavar="DAY", help="Fired or updated on this day (UTC) or later.")
@click.option("--until", type=_DAY, metavar="DAY", help="Fired or updated on this day (UTC) or earlier.")
@click.option("--all", "everything", is_flag=True, help="Resolved ones too.")
@limit_option(50)
@output_options
@database_option
def list_alerts(
    rule_id: str | None,
    severity: str | None,
    actor: str | None,
    dyad: str | None,
    types: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    everything: bool,
    limit: int,
    form: str,
    output: Path | None,
    database: Path | None,
) -> None:
    """List alerts, latest first."""
    from flows.cli.looking import chosen
    from storage.alerts import AlertFilter, alerts_table

    events = chosen(actor, dyad, types, None, None, ("any",), limit) if actor or dyad or types else None
    wanted = AlertFilter(
        rule_id=rule_id,
        severity=Severity(severity) if severity else Severity.INFO,
        events=events,
        since=since.date() if since else None,
        until=until.date() if until else None,
        everything=everything,
        most=limit,
    )
    with opened(database).reading() as connection:
        table = alerts_table(connection, wanted)
    write_table(table.drop_columns(["body", "event_ids"]) if form == "table" else table, form, output)


@alerts.command()
@click.argument("alert_id")
@database_option
def show(alert_id: str, database: Path | None) -> None:
    """Show one alert with its evidence, and who was told."""
    from storage.alerts import alerts as stored
    from storage.outbox import messages_of

    with opened(database).reading() as connection:
        found = stored(connection, alert_id=alert_id)
        told = messages_of(connection, alert_id)
    if not found:
        raise InputError(f"there is no alert {alert_id}; `eventwire alerts --all` shows them all")
    alert = found[0]
    click.echo(f"[{alert.severity}, {alert.state}] {alert.title}\n{alert.body}\n")
    rows = [
        ("rule", alert.rule_id),
        ("first fired", f"{alert.first_fired_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("last fired", f"{alert.last_fired_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("fired or updated", f"{alert.times_fired} times"),
        ("events", ", ".join(alert.event_ids)),
    ]
    for channel, state, attempts, moment, reason in told:
        how = f"{state} {moment:%Y-%m-%d %H:%M:%S} UTC, {attempts} tries" if attempts else state
        rows.append((f"told {channel}", f"{how}: {reason}" if reason else how))
    click.echo(plain_table(("field", "value"), rows), nl=False)


@alerts.command()
@click.option("--since", type=click.DateTime(), help="Events founded or changed since then [default: last evaluation].")
@database_option
def evaluate(since: datetime | None, database: Path | None) -> None:
    """Evaluate all rules over what was loaded, then deliver what waits."""
    from flows.alerting.running import evaluate_and_deliver
    from flows.settings import configure_logging

    settings = settings_of_existing(database)
    configure_logging(settings)
    found, delivered, failed = evaluate_and_deliver(settings, since.replace(tzinfo=UTC) if since else None)
    click.echo(
        f"{len(found.fired)} fired, {len(found.updated)} updated, {len(found.resolved)} resolved; "
        f"{delivered} messages delivered, {failed} to be tried again"
    )
    for alert in found.fired[:_MOST_SHOWN]:
        click.echo(f"[{alert.severity}] {alert.title}")
    if len(found.fired) > _MOST_SHOWN:
        click.echo(f"and {len(found.fired) - _MOST_SHOWN} more: eventwire alerts")


@alerts.command()
@click.option("--channel", help="Only those to this channel.")
@click.option("--all", "everything", is_flag=True, help="Delivered ones too.")
@limit_option(50)
@output_options
@database_option
def outbox(
    channel: str | None, everything: bool, limit: int, form: str, output: Path | None, database: Path | None
) -> None:
    """List messages that wait or were given up, and why."""
    from storage.outbox import outbox_table

    with opened(database).reading() as connection:
        table = outbox_table(connection, everything=everything, channel=channel, most=limit)
    write_table(table.drop_columns(["alert_id"]) if form == "table" else table, form, output)


@alerts.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--channel", help="Only messages to this channel.")
@database_option
def retry(ids: tuple[str, ...], channel: str | None, database: Path | None) -> None:
    """Try messages again that wait or were given up: all, or those of these alerts or messages."""
    from flows.alerting.running import deliver_waiting
    from flows.settings import configure_logging
    from storage.outbox import try_again

    settings = settings_of_existing(database)
    configure_logging(settings)
    with opened(database).transaction() as connection:
        number = try_again(connection, datetime.now(UTC), channel=channel, ids=ids)
    delivered, failed = deliver_waiting(settings)
    click.echo(f"{number} due; {delivered} messages delivered, {failed} to be tried again")


@alerts.command()
@click.argument("channel")
def tell(channel: str) -> None:
    """Send a message to a channel of EVENTWIRE_ALERT_CHANNELS, to see that it arrives. Nothing is stored."""
    from flows.alerting.running import say_hello
    from flows.settings import configure_logging, load_settings

    settings = load_settings()
    configure_logging(settings)
    say_hello(settings, channel)
    click.echo(f"{channel} has taken it")
