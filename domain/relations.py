"""How two articles, or two versions of one, relate; and stories."""

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """The first four hold between articles; the last four between versions of one URL."""

    SAME_TEXT = "same_text"
    NEAR = "near"
    EXCERPT = "excerpt"
    DERIVATIVE = "derivative"
    CORRECTION = "correction"
    UPDATE = "update"
    EXPANSION = "expansion"
    COSMETIC = "cosmetic"


COPY_KINDS = frozenset({RelationKind.SAME_TEXT, RelationKind.NEAR, RelationKind.EXCERPT, RelationKind.DERIVATIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One article's relation to an earlier-seen one."""

    from_version: str
    to_version: str
    kind: RelationKind
    score: float  # 0 to 1
    reason: str  # readable: shared shingles, names, dates, lead
    original: str | None = None  # the version_id that was written first, where it can be told
    changes: tuple[str, ...] = ()  # changed sentences, numbers and names, for versions


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAssignment:
    """An article's place in a story (or in several, for a round-up)."""

    version_id: str
    story_id: str  # from the article that founded the story
    score: float
    reason: str
    pinned: bool = False  # put there by a person: later runs keep it
