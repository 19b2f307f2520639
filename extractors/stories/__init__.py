"""Stories: clusters of articles on one happening, found as articles come."""

from extractors.stories.assigning import assign_story
from extractors.stories.index import MemoryStoryIndex, StoryIndex
from extractors.stories.pins import Correction, StoryPins, merge, split
from extractors.stories.state import StoryState
from extractors.stories.statistics import TermStatistics

__all__ = [
    "Correction",
    "MemoryStoryIndex",
    "StoryIndex",
    "StoryPins",
    "StoryState",
    "TermStatistics",
    "assign_story",
    "merge",
    "split",
]
