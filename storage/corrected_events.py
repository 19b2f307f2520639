"""Events as they are after a correction by hand, and where pinned reports stand."""

from collections.abc import Mapping

from storage.batch import LoadedBatch
from storage.database import Connection
from storage.events import save_events
from storage.facts import Stamp
from storage.records import EVENT_STATES, forget_records, save_records

_PINNED = """
SELECT report_id, arg_max(version_id, recorded_at), arg_max(type, recorded_at), arg_max(sentence_start, recorded_at)
FROM reports WHERE report_id IN (SELECT report_id FROM event_pins WHERE superseded_at IS NULL) GROUP BY report_id
"""


def save_corrected_events(connection: Connection, batch: LoadedBatch, stamp: Stamp) -> None:
    """Events and their states after a correction; those that are retired lose their reports."""
    save_events(connection, batch, stamp, {})
    save_records(connection, EVENT_STATES, batch.event_states)
    forget_records(connection, EVENT_STATES, batch.retired_events)


def pinned_places(connection: Connection) -> Mapping[str, tuple[str, str, int]]:
    """Version, PLOVER type and first character of the sentence of every report that a pin names."""
    return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(_PINNED).fetchall()}
