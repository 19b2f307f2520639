"""Whatever comes in, in whatever batches: ingesting twice equals once, and each current fact stands once."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_values import MOMENT, TEXT, VISIT_DAY, article, batch, coded, event

from domain.coded import CodedArticle
from domain.reports import Status
from storage.batch import LoadedBatch
from storage.checking import inconsistencies
from storage.database import Database
from storage.digest import database_digest
from storage.loading import load_batch


@st.composite
def articles(draw: st.DrawFn) -> CodedArticle:
    """One of a few articles, in one of a few readings."""
    text = TEXT + draw(st.sampled_from(["", " More.", " Still more."]))
    url = draw(st.sampled_from([None, "https://a.example/1"]))
    published: date | None = draw(st.sampled_from([None, VISIT_DAY]))
    status = draw(st.sampled_from([Status.ACTUAL, Status.PLANNED]))
    return coded(article(text, url=url, published=published), status=status, extractor=draw(st.sampled_from("12")))


@st.composite
def histories(draw: st.DrawFn) -> list[LoadedBatch]:
    """Batches in the order in which they are loaded, each with one version of the code."""
    groups = draw(st.lists(st.lists(articles(), max_size=3), min_size=1, max_size=3))
    made = []
    for number, group in enumerate(groups):
        extractor = draw(st.sampled_from("12"))
        read = [coded(each.article, status=each.reports[0].status, extractor=extractor) for each in group]
        events = {found.event_id: found for each in read for found in (event(*each.reports),)}
        moment = MOMENT + timedelta(hours=number)
        made.append(batch(*read, number=number, moment=moment, extractor=extractor, events=tuple(events.values())))
    return made


def loaded(new_database: Callable[[], Database], history: list[LoadedBatch], *, times: int) -> Database:
    database = new_database()
    for made in history:
        for _ in range(times):
            load_batch(database, made)
    return database


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_loading_each_batch_twice_equals_once(new_database: Callable[[], Database], history: list[LoadedBatch]) -> None:
    once, twice = (loaded(new_database, history, times=times) for times in (1, 2))
    assert database_digest(twice, history=True) == database_digest(once, history=True)
    assert inconsistencies(twice, files=False) == ()
