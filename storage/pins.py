"""Corrections by hand: pins that later runs keep, and stories as they are after one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.identifiers import content_id
from domain.pins import Pin, PinKind
from domain.records import KeyedRecord
from domain.relations import StoryAssignment
from storage.database import Connection
from storage.facts import FactTable, Stamp, record
from storage.frames import Row, filled, stage, unique
from storage.records import STORY_STATES, forget_records, save_records
from storage.report_rows import story_member_row

_UNDO = """
UPDATE {table} SET superseded_at = $recorded_at FROM {staged} AS fresh
WHERE {table}.superseded_at IS NULL AND {table}.{member} = fresh.{member} AND {table}.{group} = fresh.{group}
"""
_SAVE = "INSERT INTO {table} BY NAME SELECT * FROM {staged}"
_HOLDING = (
    "SELECT kind, {member}, {group}, reason FROM {table} WHERE superseded_at IS NULL ORDER BY recorded_at, pin_id"
)
_MEMBERS_BY_STORY = FactTable(name="story_members", keys=("story_id", "version_id"), scope="story_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class PinTable:
    """Where decisions of one kind are kept."""

    table: str
    member: str
    group: str

    def names(self) -> dict[str, str]:
        staged = f"staged_{self.table}"
        return {"table": self.table, "member": self.member, "group": self.group, "staged": staged}


STORY_PINS = PinTable(table="story_pins", member="version_id", group="story_id")
EVENT_PINS = PinTable(table="event_pins", member="report_id", group="event_id")


def pins_of(connection: Connection, kind: PinTable) -> tuple[Pin, ...]:
    """All decisions that hold, oldest first."""
    return tuple(
        Pin(kind=PinKind(row[0]), member_id=row[1], group_id=row[2], reason=row[3])
        for row in connection.execute(filled(_HOLDING, **kind.names())).fetchall()
    )


def save_pins(connection: Connection, kind: PinTable, pins: Sequence[Pin], *, moment: datetime) -> None:
    """Records decisions; each replaces an earlier one on the same pair."""
    _stage(connection, kind, pins, moment)
    connection.execute(filled(_UNDO, **kind.names()), {"recorded_at": moment})
    connection.execute(filled(_SAVE, **kind.names()))


def undo_pins(connection: Connection, kind: PinTable, pins: Sequence[Pin], *, moment: datetime) -> None:
    """Lets decisions on these pairs hold no longer."""
    _stage(connection, kind, pins, moment)
    connection.execute(filled(_UNDO, **kind.names()), {"recorded_at": moment})


def save_corrected_stories(
    connection: Connection,
    states: Sequence[KeyedRecord],
    members: Sequence[StoryAssignment],
    stamp: Stamp,
    *,
    gone: Sequence[str] = (),
) -> None:
    """Stories after a split or merge by hand: states and all members of each; those that are `gone` lose theirs.

    A member whose place is given as it stands keeps its row.
    """
    save_records(connection, STORY_STATES, states)
    forget_records(connection, STORY_STATES, gone)
    stories = [*(state.record_id for state in states), *gone]
    rows = [story_member_row(each) for each in members]
    record(connection, _MEMBERS_BY_STORY, rows, stamp, seen_before=stories)


def _stage(connection: Connection, kind: PinTable, pins: Sequence[Pin], moment: datetime) -> None:
    rows: list[Row] = [
        {
            "pin_id": content_id("pin", pin.kind.value, pin.member_id, pin.group_id),
            "kind": pin.kind.value,
            kind.member: pin.member_id,
            kind.group: pin.group_id,
            "reason": pin.reason,
            "recorded_at": moment,
        }
        for pin in pins
    ]
    stage(connection, kind.table, unique(rows, kind.member, kind.group))
