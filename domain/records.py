"""Working records of the streaming stages: packed by the stage, found again by key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRecord:
    """What a stage must know of one thing seen earlier: a version's fingerprint, a story, an event's state."""

    record_id: str  # version_id, story_id or event_id
    payload: bytes  # as its stage packs it
    keys: tuple[str, ...]  # under which a later one may find it
