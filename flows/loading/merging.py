"""Merging a batch's reports into events, together with the stored events that they may belong to."""

import json
from collections.abc import Iterable, Mapping, Sequence

from domain.coded import CodedArticle
from domain.events import ReportContext
from domain.records import KeyedRecord
from extractors.events import (
    EventState,
    MemoryEventIndex,
    MergePins,
    member_from_record,
    member_of,
    member_to_record,
    merge_reports,
    search_keys,
)
from flows.loading.standing import Standing
from flows.loading.stored import Stored


def merged_events(
    coded: Sequence[CodedArticle], standings: Mapping[str, Standing], stored: Stored, pins: MergePins | None = None
) -> tuple[EventState, ...]:
    """The events that the articles' reports founded or changed."""
    first = stored.article_count() + 1
    contexts = [
        context
        for order, article in enumerate(coded, first)
        for context in _contexts(article, standings[article.article.version_id], order)
    ]
    keys = {key for context in contexts for key in search_keys(member_of(context))}
    index = MemoryEventIndex(state_from_record(record) for record in stored.events(sorted(keys)))
    return merge_reports(contexts, index, pins)


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


def state_to_record(state: EventState) -> KeyedRecord:
    """An event's state as storage keeps it."""
    members = ",".join(member_to_record(member) for member in state.members)
    linked = json.dumps(state.linked_event)
    payload = f'{{"linked_event":{linked},"members":[{members}]}}'
    return KeyedRecord(record_id=state.event_id, payload=payload.encode(), keys=state.keys)


def state_from_record(record: KeyedRecord) -> EventState:
    """The state that `state_to_record` wrote."""
    fields = json.loads(record.payload)
    return EventState(
        event_id=record.record_id,
        members=tuple(member_from_record(json.dumps(member)) for member in fields["members"]),
        linked_event=fields["linked_event"],
    )
