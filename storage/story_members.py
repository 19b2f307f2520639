"""Places of articles in stories, read back as they were recorded."""

from collections.abc import Iterable

from domain.relations import StoryAssignment
from storage.database import Connection
from storage.frames import stage_ids

_OF_VERSIONS = """
SELECT version_id, story_id, score, reason, pinned FROM story_members
WHERE superseded_at IS NULL AND version_id IN (SELECT id FROM asked)
ORDER BY version_id, story_id
"""


def story_places(connection: Connection, version_ids: Iterable[str]) -> tuple[StoryAssignment, ...]:
    """The places that these versions have now, with the reasons that were given for them."""
    stage_ids(connection, "asked", version_ids)
    found = connection.execute(_OF_VERSIONS).fetchall()
    return tuple(
        StoryAssignment(version_id=version, story_id=story, score=score, reason=reason, pinned=pinned)
        for version, story, score, reason, pinned in found
    )
