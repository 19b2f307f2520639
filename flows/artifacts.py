"""What a run brought, as artifacts of its Prefect flow run: a page in Markdown and a table of the events found."""

import logging
from datetime import date, datetime

import httpx
import pyarrow as pa
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run

from domain.errors import EventwireError
from flows.settings import Settings
from storage import Database
from storage.run_tables import RunTables, run_tables

_LONGEST_CELL = 200
_log = logging.getLogger(__name__)


def show_run(settings: Settings, run_id: str) -> None:
    """Makes the artifacts of a run that brought something; a failure to do so is logged and fails no run."""
    if flow_run.id is None:
        return
    try:
        with Database(path=settings.database).reading() as connection:
            tables = run_tables(connection, run_id)
        name = str(flow_run.flow_name or "run").lower().replace("_", "-")
        if tables.counts.num_rows == 0 or not tables.counts.to_pylist()[0]["inputs"]:
            return
        create_markdown_artifact(page(run_id, tables), key=f"eventwire-{name}", description=f"What {run_id} brought")
        if tables.events.num_rows:
            rows = [{key: _cell(value) for key, value in row.items()} for row in tables.events.to_pylist()]
            create_table_artifact(rows, key=f"eventwire-{name}-events", description=f"Events that {run_id} found")
    except (EventwireError, PrefectException, httpx.HTTPError) as error:
        _log.warning("no artifacts of run %s: %s", run_id, error, extra={"run_id": run_id})


def page(run_id: str, tables: RunTables) -> str:
    """The run in Markdown: what came in, was kept, rejected and found, with links."""
    counts = tables.counts.drop_columns(["flow", "started_at"])
    parts = [f"## Run `{run_id}`", _table(counts)]
    for title, rows in (("Rejected", tables.rejects), ("Articles", tables.articles), ("Events", tables.events)):
        if rows.num_rows:
            parts += [f"### {title}", _table(rows)]
    return "\n\n".join(parts) + "\n"


def _table(table: pa.Table) -> str:
    names = [name for name in table.column_names if name != "url"]
    has_links = "url" in table.column_names
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    for row in table.to_pylist():
        cells = [_cell(row[name]) for name in names]
        if has_links and row["url"]:
            first = 0 if "title" in row else names.index("quote")
            cells[first] = f"[{cells[first] or 'link'}]({row['url']})"
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: object) -> str:
    """Text that breaks no table, whatever a publisher wrote."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    text = " ".join(text.split())[:_LONGEST_CELL]
    for sign in "\\|[]<>`":
        text = text.replace(sign, f"\\{sign}")
    return text
