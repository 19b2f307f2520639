"""Events in merging as the records in which storage keeps them."""

import json
import zlib

from domain.records import KeyedRecord
from extractors.events.members import member_of_fields, member_to_record
from extractors.events.state import EventState


def event_record(state: EventState) -> KeyedRecord:
    """The state packed, with the keys under which a later report may find it."""
    members = ",".join(member_to_record(member) for member in state.members)
    text = f'{{"linked_event":{json.dumps(state.linked_event)},"members":[{members}]}}'
    return KeyedRecord(
        record_id=state.event_id, payload=zlib.compress(text.encode(), 1), keys=tuple(sorted(state.keys))
    )


def event_state(record: KeyedRecord) -> EventState:
    """The state that `event_record` packed."""
    fields = json.loads(zlib.decompress(record.payload))
    return EventState(
        event_id=record.record_id,
        members=tuple(member_of_fields(member) for member in fields["members"]),
        linked_event=fields["linked_event"],
        known_keys=frozenset(record.keys),
    )
