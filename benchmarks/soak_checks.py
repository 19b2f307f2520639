"""What must hold after every simulated day: nothing lost, nothing twice, manners kept, tables in order."""

from collections import Counter
from itertools import pairwise

from benchmarks.soak_store import HeldDatabase, Loading
from benchmarks.soak_world import World
from storage.checking import inconsistencies

PAUSE = 1.0  # seconds between two requests to a host
_SETTLED = 2 * 86_400  # seconds after which what was told must have been taken


class Allowances:
    """What a kill excuses: an answer that it destroyed, and documents whose loading it kept from being recorded."""

    def __init__(self) -> None:
        self.answers: Counter[str] = Counter()  # by guid
        self.handings: Counter[str] = Counter()  # by arrival

    def after_kill(self, world: World, loading: Loading, database: HeldDatabase, since: float) -> None:
        """Only pages that are not kept may be asked for again, only what is not recorded as taken be handed again."""
        with database.reading() as connection:
            kept = dict(connection.execute("SELECT url, epoch(fetched_at) FROM pages").fetchall())
            taken = {
                row[0]
                for row in connection.execute("SELECT arrival_id FROM feed_entries WHERE state = 'taken'").fetchall()
            }
        for item in world.served_in_round:
            if max((at for url, at in kept.items() if url.split("?")[0] == item.link.split("?")[0]), default=0) < since:
                self.answers[item.guid] += 1
        for arrival_id in loading.handed_in_round:
            if arrival_id not in taken:
                self.handings[arrival_id] += 1


def faults_found(world: World, loading: Loading, database: HeldDatabase, allowed: Allowances) -> list[str]:
    """What is wrong, in words; nothing, if all is well."""
    found = [
        *_twice(world, loading, database, allowed),
        *_lost(world, database),
        *_impolite(world),
        *(f"{each.problem}: {each.number} ({each.examples})" for each in inconsistencies(database, files=False)),
    ]
    with database.reading() as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM feed_entries GROUP BY state").fetchall())
    if states.get("failed", 0) or states.get("removed", 0):
        found.append(f"entries were given up: {states}")
    return found


def _twice(world: World, loading: Loading, database: HeldDatabase, allowed: Allowances) -> list[str]:
    found = []
    answered = [
        guid for guid, times in world.served.items() if times > len(world.tellings[guid]) + allowed.answers[guid]
    ]
    if answered:
        found.append(f"{len(answered)} pages were fetched more often than their feeds told of them: {answered[:3]}")
    handed = [key for key, times in loading.handed.items() if times > 1 + allowed.handings[key]]
    if handed:
        found.append(f"{len(handed)} documents were handed to loading twice: {handed[:3]}")
    with database.reading() as connection:
        for table, key in (("feed_entries", "(source_id, entry_key)"), ("pages", "url"), ("versions", "version_id")):
            sql = f"SELECT count(*) - count(DISTINCT {key}) FROM {table}"
            doubled = connection.execute(sql).fetchall()[0][0]
            if doubled:
                found.append(f"{doubled} rows of {table} stand twice")
        versions = dict(connection.execute("SELECT title, count(*) FROM versions GROUP BY title").fetchall())
    many = [guid for guid, number in versions.items() if number > len(world.tellings[guid])]
    if many:
        found.append(f"{len(many)} articles have more versions than their feeds told of: {many[:3]}")
    return found


def _lost(world: World, database: HeldDatabase) -> list[str]:
    """Each article's latest told revision, once settled, must be in its latest version; none was told, none is due."""
    with database.reading() as connection:
        rows = connection.execute("SELECT title, arg_max(text, recorded_at) FROM versions GROUP BY title").fetchall()
    stored = dict(rows)
    old = world.clock.seconds - _SETTLED
    missing = []
    for site in world.sites.values():
        for item in site.items:
            told = [text for at, text in item.revisions if at < old]
            if told and not stored.get(item.guid, "").startswith(told[-1]):
                missing.append(item.guid)
    return [f"{len(missing)} articles or corrections lost, such as {missing[:3]}"] if missing else []


def _impolite(world: World) -> list[str]:
    for host, moments in world.asked.items():
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        if gaps and min(gaps) < PAUSE:
            return [f"{host} was asked {min(gaps):.2f} s after the last request"]
    return []
