"""`frames` and `settings`: what the program knows, and how it is set."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from domain.documents import DateRule, MediaType, PublicationFinding, RawDocument
from domain.intervals import DayInterval
from domain.rejects import Rejected
from domain.reports import Report
from flows.cli.options import output_options
from flows.cli.output import plain_table, write_table


@click.group(
    epilog='\b\nExamples:\n  eventwire frames list --lemma attack\n  eventwire frames try "Iran attacked Israel."'
)
def frames() -> None:
    """Frames: which words call up which type of happening."""


@frames.command("list", epilog="\b\nExamples:\n  eventwire frames list --lemma attack\n  eventwire frames list -f csv")
@click.option("--lemma", help="Only those that this word triggers.")
@click.option("--type", "type_", help="Only of this PLOVER type.")
@output_options
def list_frames(lemma: str | None, type_: str | None, form: str, output: Path | None) -> None:
    """List the frames, by id."""
    import pyarrow as pa

    from extractors.ontology import load_ontology

    rows = [
        {
            "frame": frame.id,
            "words": list(frame.lemmas or frame.phrase),
            "type": frame.type.value,
            "mode": frame.mode,
            "cameo": frame.cameo,
            "initiator": list(frame.initiator),
            "recipient": list(frame.recipient),
            "example": frame.example,
        }
        for frame in sorted(load_ontology().frames, key=lambda each: each.id)
        if (lemma is None or lemma.lower() in (*frame.lemmas, *frame.phrase))
        and (type_ is None or type_.upper() == frame.type.value)
    ]
    names = ("frame", "words", "type", "mode", "cameo", "initiator", "recipient", "example")
    write_table(pa.table({name: [row[name] for row in rows] for name in names}), form, output)


@frames.command("try", epilog='\b\nExample:\n  eventwire frames try "Iran fired missiles at Israel on Tuesday."')
@click.argument("sentence")
@click.option("--published", type=click.DateTime(formats=["%Y-%m-%d"]), help="Day that relative dates go by.")
def try_frames(sentence: str, published: datetime | None) -> None:
    """Code one sentence and say which frames fired."""
    from flows.extraction import code, load_knowledge, read

    today = datetime.now(UTC).date()
    raw = RawDocument(content=sentence.encode(), media_type=MediaType.TEXT)
    article = read(raw, today=today)
    if isinstance(article, Rejected):
        raise click.ClickException(f"that can't be read as text: {article.reason}")
    if published:
        article = replace(article, published=_stated(published.date(), article.published.quote))
    (coded,) = code([replace(article, language="en")], load_knowledge())
    if isinstance(coded, Rejected):
        raise click.ClickException(f"{coded.reason}: {coded.detail}")
    if not coded.reports:
        click.echo("no frame fired")
        return
    for report in coded.reports:
        click.echo(_told(report, article.text))


def _stated(day: date, quote: str | None) -> PublicationFinding:
    return PublicationFinding(interval=DayInterval.day(day), rule=DateRule.RECORD, quote=quote)


def _told(report: Report, text: str) -> str:
    from flows.cli.marking import marked, report_marks

    lines = [
        ("sentence", marked(text, report.sentence, report_marks(report))),
        ("type", " ".join(filter(None, (report.type.value, report.mode and f"({report.mode})")))),
        ("cameo", report.cameo),
        ("initiators", ", ".join(f"{each.name} ({each.actor_id})" for each in report.initiators)),
        ("recipients", ", ".join(f"{each.name} ({each.actor_id})" for each in report.recipients)),
        ("date", _days(report)),
        ("place", report.place.place.name if report.place else None),
        ("status", f"{report.status.value}: {report.status_reason}"),
        ("speaker", report.speaker.name if report.speaker else None),
        ("rule", report.rule),
        ("left empty", "; ".join(f"{blank.field}: {blank.reason}" for blank in report.blanks)),
    ]
    return "".join(f"{name:<11} {value}\n" for name, value in lines if value)


def _days(report: Report) -> str | None:
    if report.date is None:
        return None
    interval = report.date.interval
    return f"{interval.first or ''} to {interval.last or ''} (“{report.date.text}”, {report.date.source})"


@click.command(epilog="\b\nExample:\n  EVENTWIRE_DATABASE=gulf.duckdb eventwire settings")
def settings() -> None:
    """All settings, their values and where they come from."""
    from flows.settings import described, load_settings

    click.echo(plain_table(("variable", "value", "from", "what it is"), described(load_settings()), 100), nl=False)
