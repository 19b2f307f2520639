"""`rules` and `alerts`: what to watch for, and what fired."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from domain.alerts import AlertRule
from domain.errors import InputError
from flows.cli.looking import opened, settings_of_existing
from flows.cli.options import database_option, limit_option, output_options
from flows.cli.output import plain_table, write_table

_RULES = """\b
Examples:
  eventwire rules check my_rules.yaml
  eventwire rules test my_rules.yaml --rule mass-casualties
  eventwire rules add seeds/alert_rules.yaml
  eventwire rules test --rule unrest --format csv   # a stored rule
  eventwire rules mute unrest --hours 48
  eventwire rules disable planned-visits
"""
_ALERTS = """\b
Examples:
  eventwire alerts list                  # what stands open
  eventwire alerts evaluate              # rules over all that was loaded since the last evaluation, then delivery
  eventwire alerts list --all --format csv
\b
Receivers: EVENTWIRE_ALERT_CHANNELS='{"desk": "https://host/hook", "mail": "mailto://user:pass@host?to=me@host"}'
"""
_MOST_SHOWN = 20


@click.group(epilog=_RULES)
def rules() -> None:
    """Alert rules: what to watch for."""


@rules.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def check(path: Path) -> None:
    """Say whether the rules of a YAML file can be used, and where not."""
    click.echo(f"{path}: {len(_read(path))} rules, all sound")


@rules.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--rule", "rule_ids", multiple=True, help="Only this rule of the file (may be given again).")
@database_option
def add(path: Path, rule_ids: tuple[str, ...], database: Path | None) -> None:
    """Add the rules of a YAML file, or replace those of the same ids."""
    from storage.alerts import save_rules

    found = _chosen(_read(path), rule_ids)
    with opened(database).transaction() as connection:
        save_rules(connection, found, moment=datetime.now(UTC))
    click.echo(f"{_told(found)} now live; `eventwire alerts evaluate` runs them")


@rules.command("list")
@output_options
@database_option
def list_rules(form: str, output: Path | None, database: Path | None) -> None:
    """List the rules that are stored."""
    from storage.alerts import rules_table

    with opened(database).reading() as connection:
        table = rules_table(connection)
    write_table(table, form, output)


@rules.command("show")
@click.argument("rule_id")
@database_option
def show_rule(rule_id: str, database: Path | None) -> None:
    """Show a stored rule as YAML, with what it has fired."""
    from storage.alerts import alerts as stored
    from storage.alerts import all_rules

    with opened(database).reading() as connection:
        (rule,) = _chosen(all_rules(connection), (rule_id,))
        fired = stored(connection, rule_id=rule_id)
    muted = f"; muted until {rule.muted_until:%Y-%m-%d %H:%M} UTC" if rule.muted_until else ""
    click.echo(f"# {'enabled' if rule.enabled else 'disabled'}{muted}; {len(fired)} alerts so far")
    click.echo(rule.definition.rstrip())


@rules.command("test")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--rule", "rule_ids", multiple=True, help="Only this rule (may be given again).")
@click.option("--most", type=click.IntRange(min=1), default=_MOST_SHOWN, show_default=True, help="Alerts shown a rule.")
@output_options
@database_option
def try_rules(
    path: Path | None, rule_ids: tuple[str, ...], most: int, form: str, output: Path | None, database: Path | None
) -> None:
    """Show what the rules of a file (or the stored ones) would have fired over all that is stored.

    Nothing is recorded or sent.
    """
    import pyarrow as pa

    from flows.alerting.evaluation import fired_before
    from storage.alerts import all_rules

    stored = opened(database)
    if path is None:
        with stored.reading() as connection:
            known = all_rules(connection)
    tried = {
        rule.rule_id: fired_before(stored, rule, now=datetime.now(UTC))
        for rule in _chosen(_read(path) if path else known, rule_ids)
    }
    if form != "table" or output is not None:
        rows = [
            {
                "rule_id": rule_id,
                "title": hit.title,
                "events": len(hit.events),
                "last_day": max((event.date_from for event in hit.events if event.date_from), default=None),
                "quote": hit.events[-1].quote if hit.events else None,
                "dedup_key": hit.dedup_key,
            }
            for rule_id, hits in tried.items()
            for hit in hits
        ]
        write_table(pa.Table.from_pylist(rows), form, output)
        return
    for rule_id, hits in tried.items():
        click.echo(f"{rule_id}: {len(hits)} alerts")
        for hit in hits[:most]:
            click.echo(f"  {hit.title}")
            for event in hit.events[-2:]:
                click.echo(f"    “{' '.join(event.quote.split())[:200]}”")


@rules.command()
@click.argument("rule_ids", nargs=-1, required=True)
@database_option
def disable(rule_ids: tuple[str, ...], database: Path | None) -> None:
    """Evaluate these rules no longer, until they are enabled."""
    _switch(rule_ids, database, enabled=False)


@rules.command()
@click.argument("rule_ids", nargs=-1, required=True)
@database_option
def enable(rule_ids: tuple[str, ...], database: Path | None) -> None:
    """Evaluate these rules again."""
    _switch(rule_ids, database, enabled=True)


@rules.command()
@click.argument("rule_ids", nargs=-1, required=True)
@database_option
def remove(rule_ids: tuple[str, ...], database: Path | None) -> None:
    """Forget these rules; the alerts that they fired stay."""
    from storage.alerts import all_rules, remove_rules

    with opened(database).transaction() as connection:
        found = _chosen(all_rules(connection), rule_ids)
        remove_rules(connection, [rule.rule_id for rule in found])
    click.echo(f"{_told(found)} removed")


def _told(found: Sequence[AlertRule]) -> str:
    return found[0].rule_id if len(found) == 1 else f"{len(found)} rules"


def _switch(rule_ids: tuple[str, ...], database: Path | None, *, enabled: bool) -> None:
    from storage.alerts import all_rules, save_rules

    with opened(database).transaction() as connection:
        found = _chosen(all_rules(connection), rule_ids)
        save_rules(connection, [replace(rule, enabled=enabled) for rule in found], moment=datetime.now(UTC))
    click.echo(f"{_told(found)} {'enabled' if enabled else 'disabled'}")


@rules.command()
@click.argument("rule_id")
@click.option("--hours", type=float, default=24.0, show_default=True, help="For how long; 0 unmutes.")
@database_option
def mute(rule_id: str, hours: float, database: Path | None) -> None:
    """Let a rule fire nothing for a while."""
    from storage.alerts import all_rules, save_rules

    now = datetime.now(UTC)
    until = now + timedelta(hours=hours) if hours > 0 else None
    with opened(database).transaction() as connection:
        (rule,) = _chosen(all_rules(connection), (rule_id,))
        save_rules(connection, [replace(rule, muted_until=until)], moment=now)
    click.echo(f"{rule_id}: muted until {until:%Y-%m-%d %H:%M} UTC" if until else f"{rule_id}: not muted")


@click.group(epilog=_ALERTS)
def alerts() -> None:
    """Alerts: what fired, with its evidence."""


@alerts.command("list")
@click.option("--all", "everything", is_flag=True, help="Resolved ones too.")
@limit_option(50)
@output_options
@database_option
def list_alerts(everything: bool, limit: int, form: str, output: Path | None, database: Path | None) -> None:
    """List alerts, latest first."""
    from storage.alerts import alerts_table

    with opened(database).reading() as connection:
        table = alerts_table(connection, everything=everything, most=limit)
    write_table(table.drop_columns(["body", "event_ids"]) if form == "table" else table, form, output)


@alerts.command()
@click.argument("alert_id")
@database_option
def show(alert_id: str, database: Path | None) -> None:
    """Show one alert with its evidence."""
    from storage.alerts import alerts as stored

    with opened(database).reading() as connection:
        found = [alert for alert in stored(connection) if alert.alert_id == alert_id]
    if not found:
        raise InputError(f"there is no alert {alert_id}; `eventwire alerts list --all` shows them all")
    alert = found[0]
    click.echo(f"[{alert.severity}, {alert.state}] {alert.title}\n{alert.body}")
    rows = [("rule", alert.rule_id), ("first fired", alert.first_fired_at), ("last fired", alert.last_fired_at)]
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
    for rule_id, problem in found.problems:
        click.echo(f"rule {rule_id} could not be evaluated: {problem}", err=True)
    for alert in found.fired[:_MOST_SHOWN]:
        click.echo(f"[{alert.severity}] {alert.title}")


def _read(path: Path) -> tuple[AlertRule, ...]:
    from flows.alerting import rules_from_yaml

    try:
        return rules_from_yaml(path.read_text("utf-8"), path.name)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from error


def _chosen(found: Sequence[AlertRule], rule_ids: Sequence[str]) -> tuple[AlertRule, ...]:
    missing = set(rule_ids) - {rule.rule_id for rule in found}
    if missing:
        raise InputError(f"there is no rule {', '.join(sorted(missing))}; `eventwire rules list` shows those stored")
    return tuple(rule for rule in found if not rule_ids or rule.rule_id in rule_ids)
