"""Options that many commands share."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from flows.cli.output import FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])

_HELP = {
    "database": "The database file [default: EVENTWIRE_DATABASE, or data/eventwire.duckdb].",
    "format": "How to write the rows.",
    "output": "Write to this file, not to standard output.",
    "limit": "Rows at most.",
    "actor": "Only with this actor on either side: an id, or any form of a name.",
    "dyad": "Only between these two: initiator and recipient, as ids or names, with a comma between.",
    "type": "Only of this PLOVER type, such as CONSULT (may be given again).",
    "since": "Only what was on this day or later (YYYY-MM-DD).",
    "until": "Only what was on this day or earlier (YYYY-MM-DD).",
    "status": "Only of this status (may be given again) [default: actual]; `any` for all.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events, in the words of the command line."""

    actor: str | None
    dyad: str | None  # two actors with a comma between
    types: Sequence[str]  # none: all
    since: date | None
    until: date | None
    statuses: Sequence[str]  # none: actual


def database_option(command: Command) -> Command:
    """`--database PATH`."""
    path = click.Path(path_type=Path, readable=False)  # `doctor` says what to do where it is not
    return click.option("--database", type=path, help=_HELP["database"])(command)


def processes_option(command: Command) -> Command:
    """`--processes N`."""
    text = "Processes that parse [default: EVENTWIRE_PROCESSES, or 1]."
    return click.option("--processes", type=click.IntRange(1, 64), help=text)(command)


def output_options(command: Command) -> Command:
    """`--format` and `--output`."""
    command = click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help=_HELP["output"])(
        command
    )
    return click.option(
        "--format", "-f", "form", type=click.Choice(FORMATS), default="table", show_default=True, help=_HELP["format"]
    )(command)


class Hours(click.FloatRange):
    """Hours, more than none (or, with `zero`, none) and less than a century."""

    def __init__(self, *, zero: bool = False) -> None:
        super().__init__(min=0, max=876_000, min_open=not zero)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        hours = float(super().convert(value, param, ctx))
        if math.isnan(hours):
            self.fail(f"{value!r} is no number of hours.", param, ctx)
        return hours


def limit_option(default: int) -> Callable[[Command], Command]:
    """`--limit N`."""
    return click.option(
        "--limit", "-n", type=click.IntRange(min=1), default=default, show_default=True, help=_HELP["limit"]
    )


def event_filters(command: Callable[..., None]) -> Callable[..., None]:
    """`--actor --dyad --type --since --until --status`, which the command takes together, as `asked`."""

    @wraps(command)
    def called(**given: Any) -> None:
        words: dict[str, Any] = {each.name: given.pop(each.name) for each in fields(Asked)}
        days = {name: words[name].date() for name in ("since", "until") if words[name] is not None}
        command(asked=Asked(**words | days), **given)

    decorated: Callable[..., None] = called
    day = click.DateTime(formats=["%Y-%m-%d"])
    for decorate in (
        click.option("--status", "statuses", multiple=True, help=_HELP["status"]),
        click.option("--until", type=day, metavar="DAY", help=_HELP["until"]),
        click.option("--since", type=day, metavar="DAY", help=_HELP["since"]),
        click.option("--type", "types", multiple=True, help=_HELP["type"]),
        click.option("--dyad", metavar="ACTOR,ACTOR", help=_HELP["dyad"]),
        click.option("--actor", help=_HELP["actor"]),
    ):
        decorated = decorate(decorated)
    return decorated
