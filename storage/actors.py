"""Actors, their names, offices and merges, and places."""

from collections.abc import Iterable
from datetime import datetime

from domain.actors import Actor, ActorMerge, Office, Place
from domain.coded import CodedArticle
from storage.database import Connection
from storage.facts import Stamp
from storage.frames import Row, stage, unique

_RENEWED = """
UPDATE actors SET name = fresh.name, kind = fresh.kind, country = fresh.country, sector = fresh.sector,
    known = fresh.known, members = fresh.members, run_id = fresh.run_id, recorded_at = fresh.recorded_at
FROM staged_actors AS fresh
WHERE actors.actor_id = fresh.actor_id AND fresh.known
    AND (actors.name, actors.kind, actors.country, actors.sector, actors.known, actors.members)
        IS DISTINCT FROM (fresh.name, fresh.kind, fresh.country, fresh.sector, fresh.known, fresh.members)
"""
_NEW = "INSERT INTO actors BY NAME SELECT * FROM staged_actors ANTI JOIN actors USING (actor_id)"
_NEW_NAMES = """
INSERT INTO actor_names BY NAME
SELECT * REPLACE (strip_accents(lower(name)) AS search_name)
FROM staged_actor_names ANTI JOIN actor_names USING (actor_id, name)
"""
_NEW_PLACES = "INSERT INTO places BY NAME SELECT * FROM staged_places ANTI JOIN places USING (place_id)"
_UNDONE_MERGES = """
UPDATE actor_merges SET superseded_at = $recorded_at
FROM staged_actor_merges AS fresh
WHERE actor_merges.superseded_at IS NULL AND actor_merges.kept_id = fresh.kept_id
    AND actor_merges.merged_id = fresh.merged_id AND (fresh.pinned OR NOT actor_merges.pinned)
    AND (actor_merges.apart, actor_merges.pinned) <> (fresh.apart, fresh.pinned)
"""
_NEW_MERGES = """
INSERT INTO actor_merges BY NAME SELECT fresh.* FROM staged_actor_merges AS fresh
ANTI JOIN (SELECT * FROM actor_merges WHERE superseded_at IS NULL) AS stored USING (kept_id, merged_id)
"""
_OLD_OFFICES = "DELETE FROM offices"
_NEW_OFFICES = "INSERT INTO offices BY NAME SELECT * FROM staged_offices"


def save_actors(connection: Connection, actors: Iterable[tuple[Actor, str | None]], stamp: Stamp) -> None:
    """Actors, each with the version that mentions it.

    New ones are added with all their names. Of those that are stored, actors of the knowledge files follow the files;
    the others stay as they are, and gain names.
    """
    rows: list[Row] = []
    names: list[Row] = []
    for actor, version in actors:
        rows.append(
            {
                "actor_id": actor.actor_id,
                "name": actor.name,
                "kind": actor.kind.value,
                "country": actor.country,
                "sector": actor.sector.value if actor.sector else None,
                "known": actor.known,
                "members": list(actor.members),
                "first_version_id": version,
                "run_id": stamp.run_id,
                "recorded_at": stamp.recorded_at,
            }
        )
        names.extend(
            {"actor_id": actor.actor_id, "name": name, "search_name": "", "recorded_at": stamp.recorded_at}
            for name in (actor.name, *actor.names)
        )
    stage(connection, "actors", unique(rows, "actor_id"))
    connection.execute(_RENEWED)
    connection.execute(_NEW)
    stage(connection, "actor_names", unique(names, "actor_id", "name"))
    connection.execute(_NEW_NAMES)


def save_actors_of(connection: Connection, coded: Iterable[CodedArticle], stamp: Stamp) -> None:
    """The actors that articles mention."""
    save_actors(
        connection,
        ((actor, each.article.version_id) for each in coded for actor in each.layer.actors),
        stamp,
    )


def save_places(connection: Connection, places: Iterable[Place], recorded_at: datetime) -> None:
    """Places, each once."""
    rows: list[Row] = [
        {
            "place_id": place.place_id,
            "name": place.name,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "precision": place.precision,
            "recorded_at": recorded_at,
        }
        for place in places
    ]
    stage(connection, "places", unique(rows, "place_id"))
    connection.execute(_NEW_PLACES)


def places_of(coded: Iterable[CodedArticle]) -> Iterable[Place]:
    """All places that articles or their reports speak of."""
    for each in coded:
        yield from (mention.place for mention in each.places)
        yield from (report.place.place for report in each.reports if report.place)


def save_merges(connection: Connection, merges: Iterable[ActorMerge], run_id: str, recorded_at: datetime) -> None:
    """Decisions that two actors are one, or are not; one made by a person gives way only to another one."""
    rows: list[Row] = [
        {
            "kept_id": merge.kept_id,
            "merged_id": merge.merged_id,
            "score": merge.score,
            "reason": merge.reason,
            "pinned": merge.pinned,
            "apart": merge.apart,
            "run_id": run_id,
            "recorded_at": recorded_at,
        }
        for merge in merges
    ]
    if rows:
        stage(connection, "actor_merges", unique(rows, "kept_id", "merged_id"))
        connection.execute(_UNDONE_MERGES, {"recorded_at": recorded_at})
        connection.execute(_NEW_MERGES)


def save_offices(connection: Connection, offices: Iterable[Office], recorded_at: datetime) -> None:
    """All offices of the knowledge files: they replace those that are stored."""
    rows: list[Row] = [
        {
            "office_id": office.office_id,
            "actor_id": office.actor_id,
            "role": office.role,
            "title": office.title,
            "country": office.country,
            "organisation": office.organisation,
            "held_from": office.held_from,
            "held_to": office.held_to,
            "held_precision": "day",
            "acting": office.acting,
            "recorded_at": recorded_at,
        }
        for office in offices
    ]
    stage(connection, "offices", unique(rows, "office_id"))
    connection.execute(_OLD_OFFICES)
    connection.execute(_NEW_OFFICES)
