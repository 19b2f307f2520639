"""Reports for tests of merging, made from a few words each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.actors import Place
from domain.events import ReportContext
from domain.identifiers import content_id
from domain.intervals import DayInterval
from domain.reports import EventType, Magnitude, Party, QuadClass, Report, ReportDate, ReportPlace, Status
from domain.spans import Span

COUNTRIES = {
    "person:masoud-pezeshkian": "IRN",
    "person:abbas-araghchi": "IRN",
    "person:mohammed-bin-abdulrahman-al-thani": "QAT",
    "military:irgc": "IRN",
}
KHARKIV = Place(
    place_id="geonames:706483", name="Kharkiv", country="UKR", latitude=49.98, longitude=36.25, precision="city"
)
ODESA = Place(
    place_id="geonames:698740", name="Odesa", country="UKR", latitude=46.48, longitude=30.72, precision="city"
)


def party(actor_id: str) -> Party:
    if ":" not in actor_id:
        return Party(span=Span(start=0, end=4), text=actor_id, actor_id=None, name=actor_id, country=None)
    country = actor_id.removeprefix("state:") if actor_id.startswith("state:") else COUNTRIES.get(actor_id)
    return Party(span=Span(start=0, end=4), text=actor_id, actor_id=actor_id, name=actor_id, country=country)


def context(
    article: str,
    type_: EventType,
    initiators: Sequence[str],
    recipients: Sequence[str] = (),
    *,
    day: str | None = None,
    published: str | None = None,
    sentence: str = "",
    publisher: str | None = None,
    place: Place | None = None,
    killed: tuple[float, float] | None = None,
    **more: Any,
) -> ReportContext:
    """A report with its context; its id comes from all that is given."""
    when = DayInterval.day(date.fromisoformat(day)) if day else None
    status = more.pop("status", Status.ACTUAL)
    speaker = more.pop("speaker", None)
    report = Report(
        report_id=content_id("rep", article, type_, initiators, recipients, day, sentence, status, killed, place),
        version_id=f"ver_{article}",
        type=type_,
        mode=more.pop("mode", None),
        contexts=(),
        cameo="036",
        quad=QuadClass.VERBAL_COOPERATION,
        score=4.0,
        initiators=tuple(map(party, initiators)),
        recipients=tuple(map(party, recipients)),
        third_parties=(),
        reciprocal=more.pop("reciprocal", type_ is EventType.CONSULT),
        date=ReportDate(interval=when, text=day or "", span=None, source="clause") if when else None,
        place=ReportPlace(place=place, span=None, source="clause") if place else None,
        status=status,
        status_reason="past tense",
        speaker=party(speaker) if speaker else None,
        magnitudes=(
            Magnitude(
                name="killed", least=killed[0], most=killed[1], unit="people", span=Span(start=0, end=1), quote="."
            ),
        )
        if killed
        else (),
        instruments=(),
        trigger=Span(start=0, end=1),
        sentence=Span(start=0, end=1),
        confidence=more.pop("confidence", 0.8),
        rule="test",
        blanks=(),
    )
    return ReportContext(
        report=report,
        article_id=f"art_{article}",
        publisher=publisher or article,
        published=DayInterval.day(date.fromisoformat(published)) if published else None,
        seen_order=more.pop("order", 0),
        family=more.pop("family", ""),
        story_id=more.pop("story_id", None),
        sentence=sentence,
    )
