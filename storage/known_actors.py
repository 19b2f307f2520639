"""Actors that earlier articles made, in memory: what resolution may join an unknown name to."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from domain.actors import Actor, ActorKind, Sector
from storage.database import Connection, Database

_UNKNOWN = """
SELECT actor_id, actors.name, kind, country, sector, members,
    coalesce((SELECT list(names.name ORDER BY names.rowid) FROM actor_names AS names
        WHERE names.actor_id = actors.actor_id AND names.name <> actors.name), []) AS names
FROM actors WHERE NOT known ORDER BY actors.rowid
"""
_MERGED = "SELECT merged_id, kept_id FROM actor_merges WHERE superseded_at IS NULL AND NOT apart"


class ActorSnapshot:
    """Actors by the key of each of their names; satisfies the extractors' `KnownActors`.

    `key` is the extractors' own folding of a name. Actors of the knowledge files are not in it: these are known anyhow.
    """

    def __init__(self, actors: Iterable[Actor], key: Callable[[str], str]) -> None:
        self._key = key
        self._actors: dict[str, Actor] = {}
        self._under: dict[str, dict[str, Actor]] = defaultdict(dict)
        self.add(actors)

    def named(self, key: str) -> Iterable[Actor]:
        """Actors that have a name with this key, in the order in which they were first seen."""
        return tuple(self._under[key].values()) if key in self._under else ()

    def add(self, actors: Iterable[Actor]) -> None:
        """Adds actors that a batch made, so that the next one may join them; known ones are left out.

        An actor that is there already gains names, as its rows in the database do: what is read back equals this.
        """
        for actor in actors:
            if actor.known:
                continue
            first = self._actors.get(actor.actor_id, actor)
            names = dict.fromkeys((*first.names, actor.name, *actor.names))
            names.pop(first.name, None)
            self._actors[actor.actor_id] = whole = replace(first, names=tuple(names))
            for name in (whole.name, *whole.names):
                self._under[self._key(name)][actor.actor_id] = whole


def known_actors(database: Database, key: Callable[[str], str]) -> ActorSnapshot:
    """All actors that articles made; of two that were merged only the kept one, under the names of both."""
    if not database.exists:
        return ActorSnapshot((), key)
    with database.reading() as connection:
        return ActorSnapshot(_stored(connection), key)


def _stored(connection: Connection) -> list[Actor]:
    actors = {
        row[0]: Actor(
            actor_id=row[0],
            name=row[1],
            kind=ActorKind(row[2]),
            country=row[3],
            sector=Sector(row[4]) if row[4] else None,
            members=tuple(row[5]),
            names=tuple(row[6]),
            known=False,
        )
        for row in connection.execute(_UNKNOWN).fetchall()
    }
    for merged_id, kept_id in connection.execute(_MERGED).fetchall():
        merged, kept = actors.pop(merged_id, None), actors.get(kept_id)
        if merged is not None and kept is not None:
            names = dict.fromkeys((*kept.names, merged.name, *merged.names))
            actors[kept_id] = Actor(
                actor_id=kept.actor_id,
                name=kept.name,
                kind=kept.kind,
                country=kept.country,
                sector=kept.sector,
                members=kept.members,
                names=tuple(names),
                known=False,
            )
    return list(actors.values())
