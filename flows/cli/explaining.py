"""`explain`: the evidence, rules and merge history of anything that has an id."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from domain.errors import InputError
from flows.cli.looking import opened
from flows.cli.marking import marked, report_marks
from flows.cli.options import database_option
from flows.cli.output import cell_text, plain_table

if TYPE_CHECKING:
    from storage import Connection
    from storage.explaining import Explanation

_WIDEST = 100
_LONG = ("text", "payload", "published_candidates", "furniture")  # shown by name only
_MOST_ROWS = 40


@click.command(
    epilog="""\b
Examples:
  eventwire events --limit 1 --format json | jq -r .[0].event_id | xargs eventwire explain
  eventwire explain person:masoud-pezeshkian
\b
An id is what any table shows in a column that ends in _id: of an event, report, article, version, story, actor,
mention, date, relation, place, reject, source, run ...
"""
)
@click.argument("id_", metavar="ID")
@database_option
def explain(id_: str, database: Path | None) -> None:
    """Why: the sentence with its spans marked, the rule that fired, the actors, and the reports behind an event."""
    from storage.explaining import explained

    used = opened(database)
    with used.reading() as connection:
        found = explained(connection, id_)
        if found is None:
            raise InputError(f"nothing in {used.path} has the id {id_}; tables show ids in their last columns")
        sentences = marked_sentences(connection, _report_ids(found))
    click.echo(_page(found, sentences), nl=False)


def _report_ids(found: "Explanation") -> list[str]:
    if found.kind == "report":
        return [found.id]
    reports = found.parts.get("reports")
    return reports.column("report_id").to_pylist() if found.kind == "event" and reports is not None else []


def marked_sentences(connection: "Connection", report_ids: Iterable[str]) -> dict[str, str]:
    """The sentence of each report, its trigger and parties in brackets."""
    from storage.stored_reports import reports_by_id, texts_of

    reports = reports_by_id(connection, report_ids)
    texts = texts_of(connection, [report.version_id for report in reports])
    return {
        report.report_id: marked(texts[report.version_id], report.sentence, report_marks(report)) for report in reports
    }


def _page(found: "Explanation", sentences: Mapping[str, str]) -> str:
    row = found.row.to_pylist()[0]
    text = f"{found.kind} {found.id}\n"
    text += "".join(f"\n{sentence}\n" for report, sentence in sentences.items() if found.kind == "report")
    text += "\n" + _fields(row)
    for name, part in found.parts.items():
        if not part.num_rows:
            continue
        text += f"\n{name.replace('_', ' ')}\n"
        rows = part.to_pylist()[:_MOST_ROWS]
        if name == "reports" and found.kind == "event":
            text += "".join(_behind(each, sentences) for each in rows)
        else:
            text += _indented(plain_table(part.column_names, [list(each.values()) for each in rows], _WIDEST))
        if part.num_rows > len(rows):
            text += f"  and {part.num_rows - len(rows)} more\n"
    if found.history.num_rows:
        moments = [cell_text(each["recorded_at"]) for each in found.history.to_pylist()]
        text += f"\nearlier states: {len(moments)}, recorded {', '.join(moments)}\n"
    return text


def _behind(report: Mapping[str, Any], sentences: Mapping[str, str]) -> str:
    """One report behind an event: its sentence first, then why it belongs there."""
    origin = ", ".join(
        cell_text(report[name]) for name in ("publisher", "title", "published_from", "url") if report[name]
    )
    joined = f"{report['kind']} ({report['agreement']:.2f}): {report['reason']}"
    status = f"{report['status']}: {report['status_reason']}"
    lines = [("", sentences.get(report["report_id"], cell_text(report["quote"]))), ("from", origin), ("joined", joined)]
    lines += [("status", status), ("rule", report["rule"]), ("speaker", report["speaker"])]
    lines += [("date", report["date_quote"]), ("report", report["report_id"])]
    return "".join(f"  {name:<8}{value}\n" for name, value in lines if value) + "\n"


def _fields(row: Mapping[str, Any]) -> str:
    shown = {
        name: f"({len(value)} characters)" if name in _LONG and isinstance(value, str) else cell_text(value)
        for name, value in row.items()
        if name not in ("payload", "published_candidates")
    }
    width = max(len(name) for name in shown)
    return "".join(f"  {name:<{width}}  {value}\n" for name, value in shown.items() if value)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
