"""Actors, articles, stories, rejects and runs as tables."""

import pyarrow as pa

from storage.database import Connection
from storage.event_tables import actor_ids
from storage.frames import stage_ids

_ACTORS = """
SELECT actors.actor_id, actors.name, actors.kind, actors.country, actors.sector, actors.known,
    coalesce(counted.events, 0) AS events, coalesce(spoken.mentions, 0) AS mentions,
    (SELECT list(DISTINCT names.name ORDER BY names.name) FROM actor_names AS names
        WHERE names.actor_id = actors.actor_id AND names.name <> actors.name) AS other_names,
    (SELECT list(concat_ws(' ', offices.title, offices.country, coalesce(strftime(held_from, '%Y-%m-%d'), '?'), 'to',
        coalesce(strftime(held_to, '%Y-%m-%d'), 'now')) ORDER BY held_from)
        FROM offices WHERE offices.actor_id = actors.actor_id) AS offices
FROM actors
LEFT JOIN (
    SELECT actor_id, count(DISTINCT event_id) AS events FROM event_actors WHERE status = 'actual' GROUP BY actor_id
) AS counted USING (actor_id)
LEFT JOIN (
    SELECT actor_id, count(*) AS mentions
    FROM (SELECT unnest(actor_ids) AS actor_id FROM mentions WHERE superseded_at IS NULL) GROUP BY actor_id
) AS spoken USING (actor_id)
WHERE ($all OR actor_id IN (SELECT id FROM asked_actors))
    AND ($kind IS NULL OR kind = $kind) AND ($country IS NULL OR country = upper($country))
    AND ($all = false OR coalesce(spoken.mentions, 0) > 0)
ORDER BY events DESC, mentions DESC, actor_id LIMIT $most
"""
_STORIES = """
SELECT title, articles, publishers, published_from, published_to, events, article_ids, story_id FROM story_briefs
WHERE ($title IS NULL OR contains(strip_accents(lower(title)), strip_accents(lower($title))))
    AND ($since IS NULL OR published_to >= $since::DATE) AND ($until IS NULL OR published_from <= $until::DATE)
    AND articles >= $least
ORDER BY articles DESC, published_to DESC NULLS LAST, story_id LIMIT $most
"""
_REJECTS = """
SELECT recorded_at, stage, reason, detail, origin, url, arrival_id, run_id, reject_id FROM rejects
WHERE superseded_at IS NULL AND ($stage IS NULL OR stage = $stage) AND ($run IS NULL OR run_id = $run)
ORDER BY recorded_at DESC, origin, url, reject_id LIMIT $most
"""
_ARTICLES = """
SELECT published_from, title, publisher, language, url, published_reason, first_seen_at, article_id, latest_version_id
FROM articles
WHERE ($title IS NULL OR contains(strip_accents(lower(title)), strip_accents(lower($title))))
    AND ($since IS NULL OR published_to >= $since::DATE) AND ($until IS NULL OR published_from <= $until::DATE)
ORDER BY published_from DESC NULLS LAST, first_seen_at DESC, article_id LIMIT $most
"""
_RUNS = "SELECT * FROM runs ORDER BY started_at DESC, run_id LIMIT $most"
_STATUS = """
SELECT (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM versions WHERE superseded_at IS NULL) AS versions,
    (SELECT count(*) FROM relations WHERE superseded_at IS NULL) AS relations,
    (SELECT count(DISTINCT story_id) FROM story_members WHERE superseded_at IS NULL) AS stories,
    (SELECT count(*) FROM actors WHERE first_version_id IS NOT NULL) AS actors,
    (SELECT count(*) FROM dates WHERE superseded_at IS NULL) AS dates,
    (SELECT count(*) FROM reports WHERE superseded_at IS NULL) AS reports,
    (SELECT count(*) FROM events WHERE superseded_at IS NULL) AS events,
    (SELECT count(*) FROM events WHERE superseded_at IS NULL AND status = 'actual') AS actual_events,
    (SELECT count(*) FROM rejects WHERE superseded_at IS NULL) AS rejects,
    (SELECT count(*) FROM raw_documents) AS raw_documents,
    (SELECT count(*) FROM sources WHERE state = 'active') AS active_sources,
    (SELECT count(*) FROM sources LEFT JOIN source_polls USING (source_id)
        WHERE state = 'active' AND coalesce(due_at <= now(), true)) AS due_sources,
    (SELECT count(*) FROM source_polls WHERE failures_in_row > 0) AS failing_sources,
    (SELECT count(*) FROM feed_entries WHERE state = 'pending') AS pending_entries,
    (SELECT count(*) FROM batches WHERE state NOT IN ('loaded', 'announced')) AS waiting_batches,
    (SELECT count(*) FROM alerts WHERE state <> 'resolved') AS open_alerts,
    (SELECT count(*) FROM outbox WHERE state = 'waiting') AS undelivered,
    (SELECT max(started_at) FROM runs) AS last_run_at,
    (SELECT arg_max(flow || ': ' || state, started_at) FROM runs) AS last_run,
    (SELECT max(recorded_at) FROM versions) AS last_article_at
"""


def actors_table(
    connection: Connection,
    asked: str | None = None,
    *,
    kind: str | None = None,
    country: str | None = None,
    most: int = 100,
) -> pa.Table:
    """Actors with their names, offices and counts, busiest first.

    `asked` is an id, an ISO alpha-3 code, or words of any form of a name; None: all that articles mention.
    """
    stage_ids(connection, "asked_actors", actor_ids(connection, asked) if asked else ())
    values = {"all": asked is None, "kind": kind, "country": country, "most": most}
    return connection.execute(_ACTORS, values).to_arrow_table()


def stories_table(
    connection: Connection,
    *,
    title: str | None = None,
    since: str | None = None,
    until: str | None = None,
    least_articles: int = 1,
    most: int = 100,
) -> pa.Table:
    """Stories, largest first; days as ISO text, compared with publication."""
    values = {"title": title, "since": since, "until": until, "least": least_articles, "most": most}
    return connection.execute(_STORIES, values).to_arrow_table()


def articles_table(
    connection: Connection,
    *,
    title: str | None = None,
    since: str | None = None,
    until: str | None = None,
    most: int = 100,
) -> pa.Table:
    """Articles, latest publication first; days as ISO text."""
    values = {"title": title, "since": since, "until": until, "most": most}
    return connection.execute(_ARTICLES, values).to_arrow_table()


def rejects_table(
    connection: Connection, *, stage: str | None = None, run_id: str | None = None, most: int = 1000
) -> pa.Table:
    """Rejects that still stand, latest first."""
    return connection.execute(_REJECTS, {"stage": stage, "run": run_id, "most": most}).to_arrow_table()


def runs_table(connection: Connection, *, most: int = 20) -> pa.Table:
    """Runs, latest first."""
    return connection.execute(_RUNS, {"most": most}).to_arrow_table()


def status_table(connection: Connection) -> pa.Table:
    """One row: what is in the database and what waits."""
    return connection.execute(_STATUS).to_arrow_table()
