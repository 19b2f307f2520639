"""Views over millions of generated reports: `python -m benchmarks.views [--reports N] [--keep PATH]`.

Makes N reports, one event to every two of them, among 2,000 actors over ten years, then asks each question eleven
times, on a connection opened anew as `query` does, and prints the median and the slowest answer, and the processor
time of one, which a busy machine changes little.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa

from storage.arranging import arrange
from storage.database import Connection, Database
from storage.event_tables import EventFilter, timeline_table
from storage.querying import query

_ACTORS = """
INSERT INTO actors BY NAME
SELECT CASE WHEN n < 200 THEN 'state:' || n ELSE 'person:' || n END AS actor_id, 'Actor ' || n AS name,
    CASE WHEN n < 200 THEN 'state' ELSE 'person' END AS kind, left(md5((n % 200)::VARCHAR), 3) AS country,
    'GOV' AS sector, true AS known, [] AS members, 'run' AS run_id, now() AS recorded_at
FROM range(2000) AS t(n)
"""
_TYPES = """
INSERT INTO plover_types VALUES ('1', 'CONSULT', 'visit', 'verbal_cooperation', 4), ('1', 'ASSAULT', 'aerial',
    'material_conflict', -9), ('1', 'ACCUSE', NULL, 'verbal_conflict', -3),
    ('1', 'AID', NULL, 'material_cooperation', 10)
"""
# Happenings come roughly in the order of their days; some actors are in far more of them than others.
_DRAWN = """
CREATE OR REPLACE TEMP TABLE drawn AS
SELECT n, left(md5(n::VARCHAR), 20) AS id, DATE '2015-01-01' + (n * 3650 // $events)::INTEGER
        + (hash(n) % 5)::INTEGER AS day,
    (2000 * pow((hash(n, 1) % 100000) / 100000, 3))::INTEGER AS one,
    (2000 * pow((hash(n, 2) % 100000) / 100000, 3))::INTEGER AS other, (hash(n, 3) % 4)::INTEGER AS kind
FROM range($first, $last) AS t(n)
"""
_EVENTS = """
INSERT INTO events BY NAME
SELECT 'evt_' || id AS event_id, 'ver_' || left(md5((n // 5)::VARCHAR), 20) AS version_id,
    ['CONSULT', 'ASSAULT', 'ACCUSE', 'AID'][kind + 1] AS type, ['visit', 'aerial', NULL, NULL][kind + 1] AS mode,
    ['diplomatic'] AS contexts, ['042', '195', '112', '070'][kind + 1] AS cameo,
    [actor_id(one)] AS initiators, [actor_id(other)] AS recipients, ['Actor ' || one] AS initiator_names,
    ['Actor ' || other] AS recipient_names, ['verbal_cooperation', 'material_conflict', 'verbal_conflict',
    'material_cooperation'][kind + 1] AS quad, [4, -9, -3, 10][kind + 1] AS score, kind = 0 AS reciprocal, day,
    day AS date_from, day AS date_to, 'day' AS date_precision, 'geonames:' || other AS place_id,
    'Town ' || other AS place_name,
    left(md5((other % 200)::VARCHAR), 3) AS place_country, 'city' AS place_precision,
    CASE WHEN hash(n, 4) % 10 < 7 THEN 'actual' ELSE 'planned' END AS status, [] AS magnitudes, [] AS speakers,
    2 AS corroboration, ['Gazette', 'Herald'] AS publishers, 2 AS report_count,
    'Actor ' || one || ' and actor ' || other || ' met on the day of number ' || n || '.' AS quote, 0.8 AS confidence,
    [] AS blanks, 'run' AS run_id, '1' AS extractor_version, '1' AS ontology_version, now() AS recorded_at
FROM drawn
"""
_REPORTS = """
INSERT INTO reports BY NAME
SELECT 'rep_' || copy || id AS report_id, 'ver_' || left(md5((n // 5)::VARCHAR), 20) AS version_id,
    'art_' || left(md5((n // 5)::VARCHAR), 20) AS article_id, ['CONSULT', 'ASSAULT', 'ACCUSE', 'AID'][kind + 1] AS type,
    ['diplomatic'] AS contexts, ['042', '195', '112', '070'][kind + 1] AS cameo,
    'verbal_cooperation' AS quad, 4 AS score,
    [{actor_id: actor_id(one), name: 'Actor ' || one, country: NULL, quote: 'one', span_start: 0, span_end: 3}]
        AS initiators,
    [{actor_id: actor_id(other), name: 'Actor ' || other, country: NULL, quote: 'other', span_start: 9, span_end: 14}]
        AS recipients,
    [] AS third_parties, kind = 0 AS reciprocal, day AS date_from, day AS date_to, 'day' AS date_precision,
    'actual' AS status, 'past tense' AS status_reason, [] AS magnitudes, [] AS instruments, 5 AS trigger_start,
    8 AS trigger_end, 0 AS sentence_start, 60 AS sentence_end,
    'Actor ' || one || ' and actor ' || other || ' met on the day of number ' || n || '.' AS quote, 0.8 AS confidence,
    'meet.v' AS rule, [] AS blanks, 'run' AS run_id, '1' AS extractor_version, '1' AS ontology_version,
    now() AS recorded_at
FROM drawn, range(2) AS copies(copy)
"""
_MEMBERS = """
INSERT INTO event_reports BY NAME
SELECT 'evt_' || id AS event_id, 'rep_' || copy || id AS report_id,
    'ver_' || left(md5((n // 5)::VARCHAR), 20) AS version_id, copy AS position, 'founded' AS kind, 1 AS score,
    'generated' AS reason, false AS pinned, 'run' AS run_id, '1' AS extractor_version, '1' AS ontology_version,
    now() AS recorded_at
FROM drawn, range(2) AS copies(copy)
"""
_ACTOR_ID = "CREATE OR REPLACE TEMP MACRO actor_id(n) AS CASE WHEN n < 200 THEN 'state:' || n ELSE 'person:' || n END"
_FRESH = "CREATE OR REPLACE TEMP TABLE fresh AS SELECT * FROM events WHERE event_id IN (SELECT 'evt_' || id FROM drawn)"
_DYADS = """
INSERT INTO event_dyads BY NAME
SELECT event_id, initiator, recipient, type, mode, cameo, status, date_from, date_to, date_precision, quad, score,
    corroboration, confidence
FROM (
    SELECT *, unnest(initiators) AS initiator, unnest(recipients) AS recipient FROM fresh
    UNION ALL
    SELECT *, unnest(recipients) AS initiator, unnest(initiators) AS recipient FROM fresh WHERE reciprocal
)
WHERE initiator <> recipient ORDER BY date_from
"""
_ROLES = """
INSERT INTO event_actors BY NAME
SELECT event_id, unnest(list_distinct(initiators || recipients)) AS actor_id, 'initiator' AS role, type, status,
    date_from, date_to, date_precision, quad, score
FROM fresh ORDER BY date_from
"""
QUESTIONS = {
    "dyads of one pair": "SELECT * FROM dyads WHERE initiator = 'state:3' AND recipient = 'state:14'",
    "dyad_days of one pair": "SELECT * FROM dyad_days WHERE initiator = 'state:3' AND recipient = 'state:14'",
    "dyad_days of one month": "SELECT * FROM dyad_days WHERE day BETWEEN '2021-03-01' AND '2021-03-31' ORDER BY ALL",
    "timeline of one week": "SELECT * FROM timeline WHERE day BETWEEN '2021-03-01' AND '2021-03-07' ORDER BY day",
    "timeline, last 100": "SELECT * FROM timeline ORDER BY day DESC LIMIT 100",
    "actor_days of one actor": "SELECT * FROM actor_days WHERE actor_id = 'state:3' ORDER BY day",
    "current_events by id": "SELECT * FROM current_events WHERE event_id = 'evt_c4ca4238a0b923820dcc'",
    "gdelt_events of one day": "SELECT * FROM gdelt_events WHERE SQLDATE = 20210301",
}
_CHUNK = 500_000  # events made at once


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000_000)
    parser.add_argument("--keep", type=Path, help="database file to make, or to use again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(path=arguments.keep or Path(folder) / "views.duckdb")
        if not database.exists:
            started = time.perf_counter()
            generate(database, arguments.reports)
            size = database.path.stat().st_size / 1e6
            print(f"{arguments.reports:,} reports made in {time.perf_counter() - started:.0f} s, {size:,.0f} MB")
        ask(database)


def generate(database: Database, reports: int) -> None:
    """Fills the tables that the questions read."""
    events = reports // 2
    with database.transaction() as connection:
        connection.execute(_ACTORS)
        connection.execute(_TYPES)
    for first in range(0, events, _CHUNK):
        with database.transaction() as connection:
            add(connection, first, min(first + _CHUNK, events), events)
    with database.transaction() as connection:  # as `eventwire maintain` does
        arrange(connection, moment=datetime.now(UTC), anyway=True)


def add(connection: Connection, first: int, last: int, events: int) -> None:
    """Events number `first` to `last` of so many, with their reports and rows of the flat tables."""
    connection.execute(_ACTOR_ID)
    connection.execute(_DRAWN, {"first": first, "last": last, "events": events})
    for statement in (_EVENTS, _REPORTS, _MEMBERS, _FRESH, _DYADS, _ROLES):
        connection.execute(statement)


def ask(database: Database, times: int = 11) -> None:
    """Prints how long each question takes, and the processor time of all threads."""
    print(f"{'question':<28}{'rows':>10}{'median ms':>12}{'slowest ms':>12}{'cpu ms':>10}")
    for name, sql in QUESTIONS.items():
        _time(name, times, partial(query, database, sql))
    for name, wanted in (
        ("timeline command, actor", EventFilter(actor="state:3", most=200)),
        ("timeline command, dyad", EventFilter(dyad=("state:3", "state:14"), most=200)),
    ):
        _time(name, times, partial(_timeline, database, wanted))


def _timeline(database: Database, wanted: EventFilter) -> pa.Table:
    with database.reading() as connection:
        return timeline_table(connection, wanted)


def _time(name: str, times: int, asked: Callable[[], pa.Table]) -> None:
    seconds, processor, rows = [], time.process_time(), 0
    for _ in range(times):
        started = time.perf_counter()
        rows = asked().num_rows
        seconds.append(time.perf_counter() - started)
    each = (time.process_time() - processor) / times
    shown = [f"{number * 1000:.0f}" for number in (statistics.median(seconds), max(seconds), each)]
    print(f"{name:<28}{rows:>10,}{shown[0]:>12}{shown[1]:>12}{shown[2]:>10}")


if __name__ == "__main__":
    main()
