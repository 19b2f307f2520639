"""`rules`: what to watch for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.alerts import AlertRule
from domain.errors import InputError
from flows.cli.looking import opened
from flows.cli.options import Hours, database_option, output_options
from flows.cli.output import write_table

if TYPE_CHECKING:
    from flows.alerting.matching import Hit
    from storage import Connection

_RULES = """\b
Examples:
  eventwire rules check my_rules.yaml
  eventwire rules test my_rules.yaml --rule mass-casualties --since 2025-01-01
  eventwire rules add seeds/alert_rules.yaml
  eventwire rules add my_rules.yaml --prune         # these rules and no others
  eventwire rules test --rule unrest --format csv   # a stored rule
  eventwire rules mute unrest --hours 48
  eventwire rules disable planned-visits
"""
_MOST_SHOWN = 20
_DAY = click.DateTime(formats=["%Y-%m-%d"])


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
@click.option("--prune", is_flag=True, help="Remove stored rules that the file does not hold (renamed ones, too).")
@database_option
def add(path: Path, rule_ids: tuple[str, ...], prune: bool, database: Path | None) -> None:
    """Add the rules of a YAML file, or replace those of the same ids.

    What is muted or disabled stays so. A rule sees what is loaded from now on; `eventwire alerts evaluate --since DAY`
    lets it look back.
    """
    from storage.alerts import all_rules, remove_rules, save_rules

    if prune and rule_ids:
        raise click.UsageError("Either --prune or --rule.")
    found = _chosen(_read(path), rule_ids)
    stored = opened(database)
    with stored.transaction():
        pass  # which makes the database where there is none
    with stored.reading() as connection:  # which can neither write nor reach files
        _try_questions(connection, found)
    with stored.transaction() as connection:
        known = {rule.rule_id: rule for rule in all_rules(connection)}
        saved = [_as_set(rule, known.get(rule.rule_id)) for rule in found]
        changed = [rule for rule in saved if rule != known.get(rule.rule_id)]
        gone = sorted(known.keys() - {rule.rule_id for rule in found}) if prune else []
        save_rules(connection, changed, moment=datetime.now(UTC))
        remove_rules(connection, gone)
    new = sum(rule.rule_id not in known for rule in changed)
    counts = (new, len(changed) - new, len(found) - len(changed), len(gone))
    click.echo("{} added, {} changed, {} as they were, {} removed".format(*counts))
    resting = [rule.rule_id for rule in saved if not rule.enabled or rule.muted_until]
    if resting:
        click.echo(f"muted or disabled, as before: {', '.join(resting)}")


def _as_set(rule: AlertRule, known: AlertRule | None) -> AlertRule:
    """The rule, muted or disabled as it was."""
    return replace(rule, enabled=known.enabled, muted_until=known.muted_until) if known else rule


def _try_questions(connection: "Connection", found: Sequence[AlertRule]) -> None:
    """Raises InputError for a rule whose SQL this database can't answer."""
    from flows.alerting.rules import definition_of
    from storage.querying import QueryError, checked_question

    for rule in found:
        sql = definition_of(rule).sql
        if sql is not None:
            try:
                checked_question(sql, connection)
            except QueryError as error:
                raise InputError(f"rule {rule.rule_id}: {error}") from error


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
@click.option("--since", type=_DAY, metavar="DAY", help="Only over events of this day or later.")
@click.option("--until", type=_DAY, metavar="DAY", help="Only over events of this day or earlier.")
@click.option("--most", type=click.IntRange(min=1), default=_MOST_SHOWN, show_default=True, help="Alerts shown a rule.")
@output_options
@database_option
def try_rules(
    path: Path | None,
    rule_ids: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    most: int,
    form: str,
    output: Path | None,
    database: Path | None,
) -> None:
    """Show what the rules of a file (or the stored ones) would have fired over all that is stored.

    Nothing is recorded or sent. Events count whatever their age; what only holds now (silence, SQL) is shown as of now.
    """
    import pyarrow as pa

    from flows.alerting.evaluation import fired_before
    from storage.alerts import all_rules

    stored = opened(database)
    with stored.reading() as connection:
        chosen = _chosen(_read(path) if path else all_rules(connection), rule_ids)
        _try_questions(connection, chosen)
    days = [day.date() if day else None for day in (since, until)]
    now = datetime.now(UTC)
    tried = {rule.rule_id: fired_before(stored, rule, now=now, since=days[0], until=days[1]) for rule in chosen}
    if form != "table" or output is not None:
        rows = [_tried_row(rule_id, hit) for rule_id, hits in tried.items() for hit in hits]
        fields = ("rule_id", pa.string()), ("title", pa.string()), ("events", pa.int64()), ("last_day", pa.date32())
        schema = pa.schema([*fields, ("quote", pa.string()), ("dedup_key", pa.string())])
        write_table(pa.Table.from_pylist(rows, schema=schema), form, output)
        return
    for rule_id, hits in tried.items():
        click.echo(f"{rule_id}: {len(hits)} alert{'s' if len(hits) != 1 else ''}")
        for hit in hits[-most:]:
            _show_hit(hit)
        if len(hits) > most:
            click.echo(f"  and {len(hits) - most} before these: --most {len(hits)} shows them all")


def _tried_row(rule_id: str, hit: "Hit") -> dict[str, object]:
    return {
        "rule_id": rule_id,
        "title": hit.title,
        "events": len(hit.events),
        "last_day": max((event.date_from for event in hit.events if event.date_from), default=None),
        "quote": hit.events[-1].quote if hit.events else None,
        "dedup_key": hit.dedup_key,
    }


def _show_hit(hit: "Hit") -> None:
    from flows.alerting.wording import one_line

    click.echo(f"  {one_line(hit.title)}")
    for event in hit.events[-2:]:
        click.echo(f"    “{one_line(event.quote)[:200]}”")


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
@click.option("--hours", type=Hours(zero=True), default=24.0, show_default=True, help="For how long; 0 unmutes.")
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


def _read(path: Path) -> tuple[AlertRule, ...]:
    from flows.alerting import rules_from_yaml

    try:
        return rules_from_yaml(path.read_text("utf-8"), path.name)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text: see its byte {error.start + 1}") from error


def _chosen(found: Sequence[AlertRule], rule_ids: Sequence[str]) -> tuple[AlertRule, ...]:
    missing = set(rule_ids) - {rule.rule_id for rule in found}
    if missing:
        raise InputError(f"there is no rule {', '.join(sorted(missing))}; `eventwire rules list` shows those stored")
    return tuple(rule for rule in found if not rule_ids or rule.rule_id in rule_ids)
