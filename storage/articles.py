"""Raw documents' rows, arrivals, articles and versions."""

from collections.abc import Sequence

from domain.coded import CodedArticle
from domain.rejects import Rejected
from storage.accepted import Accepted
from storage.article_rows import arrival_row, article_row, version_row
from storage.batch import LoadedBatch
from storage.database import Connection
from storage.facts import OF_VERSIONS, VERSIONS, Stamp, record, withdraw
from storage.frames import Row, stage, stage_ids, unique

_NEW_RAW = "INSERT INTO raw_documents BY NAME SELECT * FROM staged_raw_documents ANTI JOIN raw_documents USING (raw_id)"
_WANTED_AGAIN = """
UPDATE raw_documents SET dropped_at = NULL
WHERE dropped_at IS NOT NULL AND raw_id IN (SELECT raw_id FROM staged_raw_documents)
"""
_REREAD = """
SELECT DISTINCT old.version_id FROM arrivals AS old JOIN staged_arrivals AS fresh USING (arrival_id)
WHERE old.version_id IS NOT NULL AND fresh.version_id IS DISTINCT FROM old.version_id
"""
_STILL_READ = "SELECT DISTINCT version_id FROM arrivals WHERE version_id IN (SELECT id FROM asked)"
_OLD_ARRIVALS = "DELETE FROM arrivals USING staged_arrivals AS fresh WHERE arrivals.arrival_id = fresh.arrival_id"
_NEW_ARRIVALS = "INSERT INTO arrivals BY NAME SELECT * FROM staged_arrivals"
_CHANGED_ARTICLES = """
UPDATE articles SET latest_version_id = fresh.latest_version_id, url = fresh.url, canonical_url = fresh.canonical_url,
    title = fresh.title, publisher = fresh.publisher, language = fresh.language,
    published_from = fresh.published_from, published_to = fresh.published_to,
    published_precision = fresh.published_precision, published_reason = fresh.published_reason,
    last_seen_at = fresh.last_seen_at
FROM staged_articles AS fresh
WHERE articles.article_id = fresh.article_id AND (
    articles.latest_version_id = fresh.latest_version_id
    OR fresh.latest_version_id NOT IN (SELECT id FROM seen_before)
    OR articles.latest_version_id IN (SELECT id FROM withdrawn)
)
"""
_NEW_ARTICLES = "INSERT INTO articles BY NAME SELECT * FROM staged_articles ANTI JOIN articles USING (article_id)"


def save_arrivals(connection: Connection, batch: LoadedBatch) -> tuple[str, ...]:
    """Raw documents and arrivals; returns versions that no arrival gives any longer, since they were read anew."""
    raws = [
        {
            "raw_id": each.arrival.raw_id,
            "size_bytes": each.arrival.size_bytes,
            "run_id": batch.run_id,
            "recorded_at": batch.recorded_at,
        }
        for each in batch.inputs
    ]
    save_raw_rows(connection, raws)
    stage(connection, "arrivals", unique(_arrivals(batch), "arrival_id"))
    replaced = [row[0] for row in connection.execute(_REREAD).fetchall()]
    connection.execute(_OLD_ARRIVALS)
    connection.execute(_NEW_ARRIVALS)
    stage_ids(connection, "asked", replaced)
    still = {row[0] for row in connection.execute(_STILL_READ).fetchall()}
    return tuple(version for version in replaced if version not in still)


def save_raw_rows(connection: Connection, raws: Sequence[Row]) -> None:
    """Rows of raw documents that are kept: new ones, and those whose content had been let go."""
    stage(connection, "raw_documents", unique(raws, "raw_id"))
    connection.execute(_NEW_RAW)
    connection.execute(_WANTED_AGAIN)


def _arrivals(batch: LoadedBatch) -> list[Row]:
    rows = []
    for each in batch.inputs:
        rejected = each.outcome if isinstance(each.outcome, Rejected) else None
        coded = each.outcome if isinstance(each.outcome, CodedArticle) else None
        rows.append(
            arrival_row(each.arrival)
            | {
                "batch_id": batch.batch_id,
                "run_id": batch.run_id,
                "version_id": coded.article.version_id if coded else None,
                "reason": f"rejected at {rejected.stage.value}: {rejected.reason}" if rejected else None,
                "extractor_version": batch.extractor_version,
                "ontology_version": batch.ontology_version,
                "recorded_at": batch.recorded_at,
            }
        )
    return rows


def save_versions(
    connection: Connection, batch: LoadedBatch, accepted: Accepted, replaced: Sequence[str], stamp: Stamp
) -> None:
    """Versions and their articles; supersedes everything of the replaced versions."""
    arrivals = {
        each.outcome.article.version_id: each.arrival
        for each in reversed(batch.inputs)
        if isinstance(each.outcome, CodedArticle)
    }
    for table in OF_VERSIONS:
        withdraw(connection, table, replaced, batch.recorded_at)
    rows = [version_row(each.article, arrivals[each.article.version_id].arrival_id) for each in accepted.coded]
    record(connection, VERSIONS, rows, stamp, seen_before=accepted.seen_before)
    seen_at = {"first_seen_at": batch.recorded_at, "last_seen_at": batch.recorded_at}
    articles = [
        article_row(each.article, arrivals[each.article.version_id].source_id) | seen_at for each in accepted.coded
    ]
    stage(connection, "articles", unique(reversed(articles), "article_id"))
    stage_ids(connection, "seen_before", accepted.seen_before)
    stage_ids(connection, "withdrawn", replaced)
    connection.execute(_CHANGED_ARTICLES)
    connection.execute(_NEW_ARTICLES)
