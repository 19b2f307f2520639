"""Who: mentions of actors, and the actors that they resolve to."""

from extractors.actors.layer import ActorBook, KnownActors, NoKnownActors, find_actors, load_actor_book

__all__ = ["ActorBook", "KnownActors", "NoKnownActors", "find_actors", "load_actor_book"]
