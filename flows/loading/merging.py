"""Merging a batch's reports into events, together with the stored events that they may belong to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.coded import CodedArticle
from domain.events import ReportContext
from extractors.events import (
    EventState,
    MemoryEventIndex,
    MergePins,
    carried,
    event_state,
    member_of,
    merge_reports,
    search_keys,
    without_versions,
)
from flows.loading.standing import Standing
from flows.loading.stored import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a batch's reports did to events."""

    states: tuple[EventState, ...]  # founded or changed
    retired: tuple[str, ...]  # ids of events that lost all their reports


def merged_events(
    coded: Sequence[CodedArticle], standings: Mapping[str, Standing], stored: Stored, pins: MergePins | None = None
) -> Merged:
    """The events that the articles' reports founded or changed.

    An article version that was coded before first leaves the events that it was in: its reports of now may be others.
    """
    first = stored.article_count() + 1
    contexts = [
        context
        for order, article in enumerate(coded, first)
        for context in _contexts(article, standings[article.article.version_id], order)
    ]
    pins = _carried(pins, contexts, stored)
    versions = {each.article.version_id for each in coded}
    before = [event_state(record) for record in stored.events_of(sorted(versions))]
    left = {state.event_id: without_versions(state, versions) for state in before}
    keys = {key for context in contexts for key in search_keys(member_of(context))}
    known = {record.record_id: event_state(record) for record in stored.events(sorted(keys))}
    known |= _placed_in(pins, contexts, stored, known.keys() | left.keys())
    staying = [left.get(event_id, state) for event_id, state in known.items()]
    staying += [state for event_id, state in left.items() if event_id not in known]
    index = MemoryEventIndex(state for state in staying if state is not None)
    changed = {state.event_id: state for state in merge_reports(contexts, index, pins)}
    parted = {event_id: state for event_id, state in left.items() if state is not None}
    retired = tuple(event_id for event_id, state in left.items() if state is None and event_id not in changed)
    return Merged(states=tuple((parted | changed).values()), retired=retired)


def _carried(pins: MergePins | None, contexts: Sequence[ReportContext], stored: Stored) -> MergePins:
    """The pins, for reports of now too that took the place of pinned ones."""
    if pins is None or not (pins.together or pins.apart):
        return MergePins()
    reports = [context.report for context in contexts]
    now_at = {each.report_id: (each.version_id, each.type.value, each.sentence.start) for each in reports}
    return carried(pins, stored.pinned_places(), now_at)


def _placed_in(
    pins: MergePins, contexts: Sequence[ReportContext], stored: Stored, there: Collection[str]
) -> Mapping[str, EventState]:
    """Stored events that people put reports of the batch in, other than those that are at hand."""
    placed = {pins.together[each.report.report_id] for each in contexts if each.report.report_id in pins.together}
    wanted = sorted(placed - set(there))
    return {record.record_id: event_state(record) for record in stored.events_by_id(wanted)} if wanted else {}


def _contexts(coded: CodedArticle, standing: Standing, order: int) -> Iterable[ReportContext]:
    article = coded.article
    for report in coded.reports:
        yield ReportContext(
            report=report,
            article_id=article.article_id,
            publisher=standing.publisher,
            published=article.published.interval,
            seen_order=order,
            family=standing.family,
            story_id=standing.story_id,
            sentence=report.sentence.quote(article.text),
        )
