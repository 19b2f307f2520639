"""`maintain`, `publish`, `backup` and `restore`: housekeeping."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.cli.looking import opened
from flows.cli.options import database_option
from flows.cli.output import plain_table

_MAINTAIN = """\b
Examples:
  EVENTWIRE_BACKUPS=/srv/backups EVENTWIRE_PUBLISHED=/srv/public/news.duckdb eventwire maintain
  EVENTWIRE_KEEP_RAW_DAYS=365 EVENTWIRE_KEEP_FETCHES_DAYS=90 eventwire maintain
\b
`eventwire serve` does it every night. By default everything is kept, and no copy or backup is made.
"""
_PUBLISH = """\b
Examples:
  eventwire publish /srv/public/news.duckdb
  EVENTWIRE_PUBLISHED=/srv/public/news.duckdb eventwire publish
\b
Point notebooks, Superset and the DuckDB shell at the copy. Those that hold it open go on reading what they opened; they
get the new one when they connect again.
"""
_BACKUP = """\b
Example:
  eventwire backup /srv/backups
\b
Raw documents are kept in /srv/backups/raw, each once for all backups. The backup is read back before it counts.
"""
_RESTORE = """\b
Example:
  eventwire restore /srv/backups/eventwire-20250305T030000Z.duckdb.zst --to data/restored.duckdb
\b
Nothing is overwritten. The database is opened and its rows are counted and hashed, and each raw document is hashed.
"""


@click.command(epilog=_MAINTAIN)
@database_option
def maintain(database: Path | None) -> None:
    """Checkpoint, let go of what is not to be kept, index, check, publish, back up."""
    from flows.maintaining import maintain as maintained
    from flows.settings import configure_logging, load_settings

    settings = load_settings(database=database)
    configure_logging(settings)
    done = maintained(settings)
    rows = [(each.step, "FAILED" if each.failed else "done", each.told) for each in done]
    click.echo(plain_table(("step", "", "what"), rows, widest=200), nl=False)
    if any(each.failed for each in done):
        sys.exit(1)


@click.command(epilog=_PUBLISH)
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), required=False)
@database_option
def publish(path: Path | None, database: Path | None) -> None:
    """Put a copy of the database at PATH, whole, in place of the one before [default: EVENTWIRE_PUBLISHED]."""
    from flows.settings import load_settings
    from storage.copying import publish as published_at

    target = path or load_settings().published
    if target is None:
        raise click.UsageError("Where to? Give a PATH, or set EVENTWIRE_PUBLISHED.")
    published = published_at(opened(database), target, moment=datetime.now(UTC))
    click.echo(f"{published.path}: {published.size_bytes / 1024**2:.1f} MiB, {published.seconds:.1f} s")


@click.command(epilog=_BACKUP)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--keep", type=click.IntRange(min=1), help="Remove all but so many of the latest.")
@database_option
def backup(folder: Path | None, keep: int | None, database: Path | None) -> None:
    """Back up the database and its raw documents into FOLDER [default: EVENTWIRE_BACKUPS]."""
    from flows.settings import load_settings
    from storage.backups import back_up, rotate

    target = folder or load_settings().backups
    if target is None:
        raise click.UsageError("Where to? Give a FOLDER, or set EVENTWIRE_BACKUPS.")
    made = back_up(opened(database), target, moment=datetime.now(UTC))
    click.echo(
        f"{target / made.stem}.duckdb.zst: {made.counts.get('events', 0)} rows of events, {made.raw_documents} raw "
        "documents; read back and compared"
    )
    if made.raw_missing:
        click.echo(f"{made.raw_missing} raw documents were missing beside the database", err=True)
    if keep is not None:
        for old in rotate(target, made.name, keep=keep):
            click.echo(f"removed {old}")


@click.command(epilog=_RESTORE)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="Where; nothing may be there yet.")
def restore(file: Path, target: Path) -> None:
    """Put a backup (any of its three files) at a new path, after verifying all of it."""
    from storage.backups import restore as restored

    backup = restored(file, target)
    rows = sum(backup.counts.values())
    click.echo(
        f"{target}: as of {backup.moment:%Y-%m-%d %H:%M} UTC, {rows} rows in {len(backup.counts)} tables and "
        f"{backup.raw_documents} raw documents, all as they were saved"
    )
