"""`sources`: what is polled."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.errors import InputError
from domain.sources import Source, SourceState
from flows.cli.options import database_option, output_options
from flows.cli.output import plain_table, write_table

if TYPE_CHECKING:
    from flows.polling.adding import Choice
    from flows.settings import Settings

_EXAMPLES = """\b
Examples:
  eventwire sources import seeds/sources.yaml --tag igo
  eventwire sources add https://news.example --tag gulf --interval 900
  eventwire sources add ~/dropbox/articles
  eventwire sources list --state retired
  eventwire sources export --as opml > reader.opml
"""


@click.group(epilog=_EXAMPLES)
def sources() -> None:
    """Sources that `poll` reads: add, import, list, pause, remove."""


@sources.command()
@click.argument("address")
@click.option("--name", help="Name for people [default: the feed's title].")
@click.option("--publisher", help="Who publishes [default: as the articles say].")
@click.option("--country", help="ISO 3166-1 alpha-3 code of the publisher.")
@click.option("--language", help="ISO 639-1 code.")
@click.option("--tag", "tags", multiple=True, help="Your own label (may be given again).")
@click.option("--interval", type=click.IntRange(min=1), help="Seconds between polls [default: by its rhythm].")
@click.option("--full-text", type=click.Choice(["page", "feed"]), help="Where the whole text is [default: page].")
@click.option("--trust", type=click.FloatRange(0, 1), help="Your own judgement, 0 to 1.")
@click.option("--keep", "keep_selector", help="CSS selector of what alone is body.")
@click.option("--drop", "drop_selector", help="CSS selector of what is never body.")
@database_option
def add(address: str, tags: tuple[str, ...], database: Path | None, interval: int | None, **given: object) -> None:
    """Add a feed, a home page (its best feed is found) or a folder."""
    from flows.polling.adding import discover
    from flows.settings import load_settings

    settings = load_settings(database=database)
    choice = discover(settings, address)
    known = {name: value for name, value in given.items() if value is not None}
    own = {"interval_seconds": interval} if interval is not None else {}
    source = replace(choice.source, tags=tags, **known, **own)  # type: ignore[arg-type]
    _save(settings, [source])
    click.echo(_chosen(choice, source), nl=False)


def _chosen(choice: "Choice", source: Source) -> str:
    """What was found, what was taken, and why."""
    lines = ""
    if choice.candidates:
        rows = [
            (
                "taken" if each.link.url == source.url else each.problem or "not needed",
                len(each.feed.entries) if each.feed else 0,
                each.link.reason,
                each.link.url,
            )
            for each in choice.candidates
        ]
        lines = plain_table(("candidate", "entries", "why", "address"), rows, widest=100)
    entries = f", {len(choice.feed.entries)} entries" if choice.feed else ""
    return f"{lines}added {source.name} ({source.kind}{entries}): {source.url}\n{source.source_id}\n"


@sources.command("import")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--tag", "tags", multiple=True, help="Only sources with one of these tags.")
@database_option
def import_(path: Path, tags: tuple[str, ...], database: Path | None) -> None:
    """Add the sources of a YAML or OPML file; those that are there already stay as they are."""
    from flows.polling.exchange import sources_from_opml, sources_from_yaml
    from flows.settings import load_settings
    from storage.database import Database
    from storage.sources import all_sources

    settings = load_settings(database=database)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from error
    is_opml = path.suffix.lower() in (".opml", ".xml")
    listed = (
        sources_from_opml(content, path.name)
        if is_opml
        else sources_from_yaml(content.decode("utf-8", "replace"), path.name)
    )
    wanted = [source for source in listed if not tags or set(tags) & set(source.tags)]
    with Database(path=settings.database).transaction() as connection:
        known = {source.source_id for source in all_sources(connection)}
    new = [source for source in wanted if source.source_id not in known]
    _save(settings, new)
    click.echo(f"{len(new)} added, {len(wanted) - len(new)} known, {len(listed) - len(wanted)} left out")


@sources.command()
@click.option("--as", "form", type=click.Choice(["yaml", "opml"]), default="yaml", show_default=True)
@database_option
def export(form: str, database: Path | None) -> None:
    """Write all sources as YAML or OPML."""
    from flows.polling.exchange import opml_of, yaml_of
    from flows.settings import load_settings

    found = _all(load_settings(database=database))
    click.echo(yaml_of(found) if form == "yaml" else opml_of(found), nl=False)


@sources.command("list")
@click.option("--state", type=click.Choice([state.value for state in SourceState]), help="Only in this state.")
@click.option("--tag", help="Only with this tag.")
@output_options
@database_option
def list_(state: str | None, tag: str | None, form: str, output: Path | None, database: Path | None) -> None:
    """List the sources with how their polling stands."""
    from flows.settings import load_settings
    from storage.database import Database
    from storage.source_tables import sources_table

    with Database(path=load_settings(database=database).database).reading() as connection:
        table = sources_table(connection, state=state, tag=tag)
    write_table(table, form, output)


@sources.command()
@click.argument("name")
@database_option
def show(name: str, database: Path | None) -> None:
    """Show all that is known of one source."""
    from flows.settings import load_settings
    from storage.database import Database
    from storage.sources import poll_states

    settings = load_settings(database=database)
    (source,) = chosen_sources(settings, [name])
    with Database(path=settings.database).reading() as connection:
        state = poll_states(connection).get(source.source_id)
    rows = list(asdict(source).items())
    if state is not None:
        rows += [item for item in asdict(state).items() if item[0] != "source_id"]
    click.echo(plain_table(("field", "value"), rows, widest=200), nl=False)


@sources.command()
@click.argument("names", nargs=-1, required=True)
@database_option
def pause(names: tuple[str, ...], database: Path | None) -> None:
    """Poll these sources no more, until `resume`."""
    _set_state(names, database, SourceState.PAUSED)


@sources.command()
@click.argument("names", nargs=-1, required=True)
@database_option
def resume(names: tuple[str, ...], database: Path | None) -> None:
    """Poll these sources again, retired ones too."""
    _set_state(names, database, SourceState.ACTIVE)


@sources.command()
@click.argument("names", nargs=-1, required=True)
@database_option
def remove(names: tuple[str, ...], database: Path | None) -> None:
    """Forget these sources; their articles stay."""
    from flows.settings import load_settings
    from storage.database import Database
    from storage.sources import remove_sources

    settings = load_settings(database=database)
    found = chosen_sources(settings, names)
    with Database(path=settings.database).transaction() as connection:
        remove_sources(connection, [source.source_id for source in found])
    for source in found:
        click.echo(f"removed {source.name}")


def chosen_sources(settings: "Settings", names: Sequence[str]) -> list[Source]:
    """The sources that people mean by id, name or address.

    Raises InputError for a name that fits none, or several.
    """
    found = _all(settings)
    chosen = []
    for name in names:
        exact = [source for source in found if name in (source.source_id, source.name, source.url)]
        fits = exact or [source for source in found if name.lower() in source.name.lower()]
        if len(fits) != 1:
            problem = "no source is" if not fits else f"{len(fits)} sources are"
            raise InputError(f"{problem} called {name!r}; `eventwire sources list` shows them all")
        chosen.append(fits[0])
    return chosen


def _set_state(names: Sequence[str], database: Path | None, state: SourceState) -> None:
    from flows.settings import load_settings

    settings = load_settings(database=database)
    changed = [replace(source, state=state) for source in chosen_sources(settings, names)]
    _save(settings, changed)
    for source in changed:
        click.echo(f"{source.name}: {state.value}")


def _all(settings: "Settings") -> tuple[Source, ...]:
    from storage.database import Database
    from storage.sources import all_sources

    with Database(path=settings.database).reading() as connection:
        return all_sources(connection)


def _save(settings: "Settings", changed: Sequence[Source]) -> None:
    from storage.database import Database
    from storage.sources import save_sources

    with Database(path=settings.database).transaction() as connection:
        save_sources(connection, changed, moment=datetime.now(UTC))
