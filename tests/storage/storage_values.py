"""Small domain values for tests of storage: a visit told by two publishers, in a few sentences of our own."""

from dataclasses import replace
from datetime import UTC, date, datetime

from benchmarks.making import made_article
from domain.actors import Actor, ActorKind, ActorLayer, Mention, MentionForm, Place, PlaceMention, Sector
from domain.arrivals import Arrival
from domain.coded import CodedArticle
from domain.documents import Article, DateCandidate, DateRule, MediaType, PublicationFinding, RawDocument
from domain.events import Event, MagnitudeRange, Membership, MembershipKind
from domain.identifiers import content_id
from domain.intervals import DayInterval
from domain.records import KeyedRecord
from domain.rejects import Rejected
from domain.relations import Relation, RelationKind, StoryAssignment
from domain.reports import (
    EventType,
    Magnitude,
    Party,
    QuadClass,
    Report,
    ReportDate,
    ReportPlace,
    Status,
    ThirdParty,
)
from domain.runs import Run, RunCounts
from domain.spans import Blank, Span
from domain.temporal import TemporalExpression, TimexType
from storage.batch import LoadedBatch, LoadedInput

MOMENT = datetime(2025, 1, 10, 12, tzinfo=UTC)
LATER = datetime(2025, 1, 11, 12, tzinfo=UTC)
EXTRACTOR, ONTOLOGY = "1.0", "plover-0.8/1"
TEXT = "Iran's president flew to Doha on Monday and met the emir of Qatar. Two guards were hurt."
VISIT_DAY = date(2025, 1, 6)

IRAN = Actor(actor_id="state:IRN", name="Iran", kind=ActorKind.STATE, country="IRN", sector=Sector.GOV)
QATAR = Actor(actor_id="state:QAT", name="Qatar", kind=ActorKind.STATE, country="QAT", sector=Sector.GOV)
GUEST = Actor(
    actor_id="per_guest",
    name="José Ramírez",
    kind=ActorKind.PERSON,
    country="ESP",
    sector=None,
    names=("Ramírez",),
    known=False,
)
DOHA = Place(place_id="geonames:290030", name="Doha", country="QAT", latitude=25.28, longitude=51.53, precision="city")


def raw(text: str = TEXT, *, url: str | None = None, origin: str | None = "a.txt") -> RawDocument:
    """A raw document whose content is the text."""
    return RawDocument(content=text.encode(), media_type=MediaType.TEXT, url=url, origin=origin)


def article(
    text: str = TEXT, *, url: str | None = None, title: str = "A visit", published: date | None = VISIT_DAY
) -> Article:
    """The article of `raw(text, url=url)`."""
    finding = PublicationFinding(
        interval=DayInterval.day(published) if published else None,
        rule=DateRule.META if published else None,
        quote=str(published) if published else None,
        reason=None if published else "nothing says when",
        candidates=(DateCandidate(rule=DateRule.URL, quote="/1970/", interval=None, refused="a default"),),
    )
    return replace(
        made_article(text, url=url, title=title),
        raw_id=raw(text).raw_id,
        authors=("A. Writer",),
        publisher="The Gazette",
        published=finding,
        blanks=(Blank(field="section", reason="the page names none"),),
        quoted_spans=(Span(start=0, end=4),),
    )


def party(actor: Actor, text: str, within: str = TEXT) -> Party:
    """The actor at its words."""
    start = within.index(text)
    return Party(
        span=Span(start=start, end=start + len(text)),
        text=text,
        actor_id=actor.actor_id,
        name=actor.name,
        country=actor.country,
    )


def visit(version_id: str, *, status: Status = Status.ACTUAL, text: str = TEXT) -> Report:
    """Iran meets Qatar in Doha."""
    trigger = text.index("met")
    monday = text.index("on Monday")
    return Report(
        report_id=content_id("rep", version_id, trigger),
        version_id=version_id,
        type=EventType.CONSULT,
        mode="visit",
        contexts=("diplomatic",),
        cameo="042",
        quad=QuadClass.VERBAL_COOPERATION,
        score=4.0,
        initiators=(party(IRAN, "Iran", text),),
        recipients=(party(QATAR, "Qatar", text),),
        third_parties=(ThirdParty(role="host", party=party(QATAR, "Qatar", text)),),
        reciprocal=True,
        date=ReportDate(
            interval=DayInterval.day(VISIT_DAY),
            text="on Monday",
            span=Span(start=monday, end=monday + 9),
            source="clause",
        ),
        place=ReportPlace(place=DOHA, span=None, source="clause"),
        status=status,
        status_reason="past tense",
        speaker=None,
        magnitudes=(Magnitude(name="injured", least=2, most=2, unit="people", span=Span(start=0, end=1), quote="Two"),),
        instruments=("plane",),
        trigger=Span(start=trigger, end=trigger + 3),
        sentence=Span(start=0, end=66),
        confidence=0.75,
        rule="meet.v",
        blanks=(Blank(field="speaker", reason="the article says so itself"),),
    )


def coded(of: Article | None = None, *, status: Status = Status.ACTUAL, extractor: str = EXTRACTOR) -> CodedArticle:
    """An article with one date, three mentions, one place and one report."""
    of = of or article()
    start = of.text.index("Doha")
    mentions = tuple(
        Mention(
            span=each.span,
            text=each.text,
            head=each.span,
            form=MentionForm.NAME,
            actor_ids=(each.actor_id or "",),
            rule="gazetteer",
        )
        for each in (party(IRAN, "Iran", of.text), party(QATAR, "Qatar", of.text))
    )
    guards = Span(start=of.text.index("guards"), end=of.text.index("guards") + 6)
    unresolved = Mention(span=guards, text="guards", head=guards, form=MentionForm.NOMINAL, actor_ids=(), rule="noun")
    monday = of.text.index("Monday")
    return CodedArticle(
        article=of,
        dates=(
            TemporalExpression(
                span=Span(start=monday, end=monday + 6),
                text="Monday",
                type=TimexType.DATE,
                value="2025-01-06",
                interval=DayInterval.day(VISIT_DAY),
                modifier=None,
                rule="weekday",
                anchor="publication 2025-01-06",
            ),
        ),
        layer=ActorLayer(actors=(IRAN, QATAR, GUEST), mentions=(*mentions, unresolved)),
        places=(PlaceMention(span=Span(start=start, end=start + 4), text="Doha", place=DOHA, rule="gazetteer"),),
        reports=(visit(of.version_id, status=status, text=of.text),),
        extractor_version=extractor,
        ontology_version=ONTOLOGY,
    )


def event(*reports: Report, status: Status = Status.ACTUAL, **changes: object) -> Event:
    """The event that the reports make, founder first."""
    event_id = content_id("evt", reports[0].report_id)
    made = Event(
        event_id=event_id,
        type=EventType.CONSULT,
        mode="visit",
        contexts=("diplomatic",),
        cameo="042",
        initiators=("state:IRN", "state:QAT"),
        recipients=(),
        reciprocal=True,
        date=DayInterval.day(VISIT_DAY),
        place=DOHA,
        status=status,
        magnitudes=(
            MagnitudeRange(
                name="injured", least=2, most=2, reported=tuple((each.report_id, 2.0, 2.0) for each in reports)
            ),
        ),
        speakers=(),
        members=tuple(
            Membership(
                event_id=event_id,
                report_id=each.report_id,
                kind=MembershipKind.CONFIRMED if at else MembershipKind.FOUNDED,
                score=1.0,
                reason="the first report of it" if at == 0 else "same parties, same day",
            )
            for at, each in enumerate(reports)
        ),
        corroboration=len({each.version_id for each in reports}),
        publishers=("The Gazette",),
        confidence=0.75,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def batch(
    *articles: CodedArticle,
    number: int = 1,
    run_id: str = "run_1",
    moment: datetime = MOMENT,
    events: tuple[Event, ...] | None = None,
    rejected: tuple[tuple[RawDocument, Rejected], ...] = (),
    extractor: str = EXTRACTOR,
    **more: object,
) -> LoadedBatch:
    """A batch of articles, each as its own raw document, with one event an article unless `events` says otherwise."""
    made = events if events is not None else tuple(event(*each.reports) for each in articles if each.reports)
    inputs = [
        LoadedInput(arrival=Arrival.of(raw(each.article.text, url=each.article.url)), outcome=each) for each in articles
    ]
    inputs += [LoadedInput(arrival=Arrival.of(document), outcome=why) for document, why in rejected]
    values: dict[str, object] = {
        "batch_id": f"bat_{number}",
        "run_id": run_id,
        "recorded_at": moment,
        "extractor_version": extractor,
        "ontology_version": ONTOLOGY,
        "inputs": tuple(inputs),
        "relations": (),
        "stories": tuple(
            StoryAssignment(version_id=each.article.version_id, story_id="sto_1", score=1.0, reason="founds it")
            for each in articles
        ),
        "events": made,
        "fingerprints": tuple(
            KeyedRecord(record_id=each.article.version_id, payload=b"print", keys=("doha", each.article.version_id))
            for each in articles
        ),
        "story_states": (KeyedRecord(record_id="sto_1", payload=b"story", keys=("doha",)),),
        "event_states": tuple(
            KeyedRecord(record_id=each.event_id, payload=b"state", keys=("CONSULT|state:IRN",)) for each in made
        ),
        "counts": RunCounts(inputs=len(inputs), kept=len(articles)),
    }
    return LoadedBatch(**(values | more))  # type: ignore[arg-type]


def near(one: Article, other: Article) -> Relation:
    """`one` is a near copy of the earlier `other`."""
    return Relation(
        from_version=one.version_id,
        to_version=other.version_id,
        kind=RelationKind.NEAR,
        score=0.9,
        reason="shares 40 of 44 shingles",
        original=other.version_id,
    )


def run(run_id: str = "run_1") -> Run:
    """A run that has begun."""
    return Run(
        run_id=run_id,
        flow="backfill",
        started_at=MOMENT,
        ended_at=None,
        state="running",
        parameters="{}",
        counts=RunCounts(),
        extractor_version=EXTRACTOR,
        ontology_version=ONTOLOGY,
    )
