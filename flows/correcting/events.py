"""Corrections by hand of events: two that are one, or one that is two."""

from collections.abc import Sequence

from domain.errors import InputError
from domain.pins import Pin, PinKind
from extractors.events import EventCorrection, EventState, event_record, event_state, merged_by_hand, split_by_hand
from flows.correcting.stamping import correction_stamp
from flows.loading.clock import Clock, utc_now
from flows.settings import Settings
from storage import EVENT_STATES, Connection, Database, records_of
from storage.batch import LoadedBatch
from storage.corrected_events import save_corrected_events
from storage.pins import EVENT_PINS, save_pins, undo_pins


def merge_events(
    settings: Settings, kept: str, others: Sequence[str], *, reason: str, clock: Clock = utc_now
) -> dict[str, tuple[str, ...]]:
    """All reports of the events in the first; returns the events that are gone, each with the reports that it had.

    Raises InputError for an id that no event has now, or where there is nothing to merge.
    """
    with Database(path=settings.database).transaction() as connection:
        one, *rest = (_event(connection, each) for each in (kept, *others))
        try:
            correction = merged_by_hand(one, rest, reason)
        except ValueError as error:
            raise InputError(str(error)) from error
        _record(connection, correction, clock)
        reports = {state.event_id: tuple(member.report_id for member in state.members) for state in rest}
        return {event_id: reports[event_id] for event_id in correction.gone}


def split_event(
    settings: Settings, event_id: str, report_ids: Sequence[str], *, reason: str, clock: Clock = utc_now
) -> str:
    """Some reports of an event in one of their own; returns its id.

    Raises InputError for an id that no event has now, or reports that it can't be split by.
    """
    with Database(path=settings.database).transaction() as connection:
        try:
            correction = split_by_hand(_event(connection, event_id), report_ids, reason)
        except ValueError as error:
            raise InputError(str(error)) from error
        _record(connection, correction, clock)
        return correction.states[1].event_id


def _event(connection: Connection, event_id: str) -> EventState:
    records = records_of(connection, EVENT_STATES, [event_id])
    if not records:
        raise InputError(f"there is no event {event_id}; `eventwire events` shows them")
    return event_state(records[0])


def _record(connection: Connection, correction: EventCorrection, clock: Clock) -> None:
    """Records the events as they then are, and the pins that keep them so."""
    moment = clock()
    stamp = correction_stamp(moment)
    batch = LoadedBatch(
        batch_id=stamp.run_id,
        run_id=stamp.run_id,
        recorded_at=moment,
        extractor_version=stamp.extractor_version,
        ontology_version=stamp.ontology_version,
        inputs=(),
        events=tuple(state.event() for state in correction.states),
        retired_events=correction.gone,
        event_states=tuple(event_record(state) for state in correction.states),
    )
    save_corrected_events(connection, batch, stamp)
    lifted = [
        Pin(kind=PinKind.APART, member_id=report_id, group_id=event_id, reason=correction.reason)
        for report_id, event_id in sorted(correction.lifted)
    ]
    undo_pins(connection, EVENT_PINS, lifted, moment=moment)
    pins = [
        Pin(kind=kind, member_id=report_id, group_id=event_id, reason=correction.reason)
        for kind, pairs in ((PinKind.TOGETHER, correction.together), (PinKind.APART, correction.apart))
        for report_id, event_id in sorted(pairs)
    ]
    save_pins(connection, EVENT_PINS, pins, moment=moment)
