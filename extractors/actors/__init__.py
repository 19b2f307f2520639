"""Who: mentions of actors, and the actors that they resolve to."""

from extractors.actors.check import check_actor_files
from extractors.actors.layer import ActorBook, KnownActors, NoKnownActors, find_actors, load_actor_book
from extractors.actors.merging import canonical_ids, found_by_name, proposed_merges, same_actor, with_merges
from extractors.actors.names import last_name_key, name_key, name_score

__all__ = [
    "ActorBook",
    "KnownActors",
    "NoKnownActors",
    "canonical_ids",
    "check_actor_files",
    "find_actors",
    "found_by_name",
    "last_name_key",
    "load_actor_book",
    "name_key",
    "name_score",
    "proposed_merges",
    "same_actor",
    "with_merges",
]
