"""`export`: what is known now as files for other tools."""

from pathlib import Path

import click

from flows.cli.looking import opened
from flows.cli.options import database_option

_EXAMPLES = """\b
Examples:
  eventwire export lake                      # Parquet: events, reports and versions, one file a month
  eventwire export raw.warc.gz               # raw documents as a web archive
\b
A second export into the same folder writes only the months that changed. For one table or question as CSV, JSON or
Parquet, see `eventwire query --format`.
"""


@click.command(epilog=_EXAMPLES)
@click.argument("output", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "warc"]),
    help="What to write [default: warc for a .warc or .warc.gz file, else parquet].",
)
@database_option
def export(output: Path, form: str | None, database: Path | None) -> None:
    """Write tables as Parquet files, or raw documents as a web archive."""
    if form == "warc" or (form is None and output.name.endswith((".warc", ".warc.gz"))):
        from flows.exporting import export_warc

        click.echo(f"{export_warc(opened(database), output)} raw documents in {output}")
        return
    from storage.parquet_export import export_parquet

    written = export_parquet(opened(database), output)
    for name, files in written.items():
        click.echo(f"{name}: {files} files written")
