"""Corrections by hand: what is one and what is two, of actors, stories and events. They survive every later run."""

from flows.correcting.actors import decide_actors
from flows.correcting.events import merge_events, split_event
from flows.correcting.stories import merge_stories, split_story

__all__ = ["decide_actors", "merge_events", "merge_stories", "split_event", "split_story"]
