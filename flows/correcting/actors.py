"""Corrections by hand of actors: two that are one, or one that is two."""

from domain.actors import ActorMerge
from domain.errors import InputError
from flows.correcting.stamping import correction_stamp
from flows.loading.clock import Clock, utc_now
from flows.loading.recoding import Recoding, recode_arrivals
from flows.settings import Settings
from storage import Connection, Database
from storage.actor_pins import arrivals_mentioning, pin_actors
from storage.event_tables import actor_ids


def decide_actors(
    settings: Settings, one: str, other: str, *, apart: bool, reason: str, clock: Clock = utc_now
) -> Recoding:
    """Two actors are one (the first stays), or are two; the articles that speak of them are coded anew.

    Raises InputError for a name that stands for no actor, or for several.
    """
    database = Database(path=settings.database)
    moment = clock()
    with database.transaction() as connection:
        kept, merged_id = _actor(connection, one), _actor(connection, other)
        if kept == merged_id:
            raise InputError(f"{one!r} and {other!r} are the same actor, {kept}")
        decision = ActorMerge(kept_id=kept, merged_id=merged_id, score=1.0, reason=reason, pinned=True, apart=apart)
        pin_actors(connection, decision, run_id=correction_stamp(moment).run_id, moment=moment)
        arrivals = arrivals_mentioning(connection, [kept, merged_id])
    return recode_arrivals(settings, arrivals, clock=clock)


def _actor(connection: Connection, asked: str) -> str:
    """An actor by id, or by a name that only it has."""
    found = actor_ids(connection, asked)
    if asked in found:
        return asked
    if len(found) != 1:
        problem = "no actor is" if not found else f"{len(found)} actors are"
        raise InputError(f"{problem} known as {asked!r}; `eventwire actors {asked!r}` shows ids")
    return found[0]
