"""Loading: everything that a batch brings, in one transaction."""

from collections.abc import Iterable

from storage.accepted import accept
from storage.actors import places_of, save_actors_of, save_merges, save_places
from storage.article_rows import date_rows, mention_rows, place_mention_rows
from storage.articles import save_arrivals, save_versions
from storage.batch import LoadedBatch, LoadedCounts
from storage.database import Connection, Database
from storage.events import learn_types, save_events
from storage.facts import DATES, MENTIONS, PLACE_MENTIONS, RELATIONS, REPORTS, STORY_MEMBERS, Stamp, record
from storage.frames import stage_ids
from storage.records import EVENT_STATES, FINGERPRINTS, STORY_STATES, forget_records, save_records
from storage.rejects import kept, save_rejects
from storage.report_rows import Founding, relation_row, report_rows, story_member_row
from storage.runs import add_counts, batch_state, set_batch_state

_KNOWN = """
SELECT arrival_id FROM arrivals WHERE arrival_id IN (SELECT id FROM asked)
    AND extractor_version = $extractor_version AND ontology_version = $ontology_version
"""


def load_batch(database: Database, batch: LoadedBatch) -> LoadedCounts:
    """Writes a batch in one transaction: after a kill it is there whole or not at all.

    Loading a batch twice changes nothing. Raises LockedError, MigrationError, StorageError as opening does.
    """
    with database.transaction() as connection:
        return save_batch(connection, batch)


def save_batch(connection: Connection, batch: LoadedBatch) -> LoadedCounts:
    """Writes a batch inside a transaction that is open."""
    stamp = Stamp(
        run_id=batch.run_id,
        extractor_version=batch.extractor_version,
        ontology_version=batch.ontology_version,
        recorded_at=batch.recorded_at,
    )
    accepted = accept(connection, kept(batch), anew=batch.anew)
    replaced = save_arrivals(connection, batch)
    save_versions(connection, batch, accepted, replaced, stamp)
    before = accepted.seen_before
    coded = accepted.coded
    save_actors_of(connection, coded, stamp)
    save_places(connection, places_of(coded), batch.recorded_at)
    for table, rows_of in (
        (DATES, date_rows),
        (MENTIONS, mention_rows),
        (PLACE_MENTIONS, place_mention_rows),
        (REPORTS, report_rows),
    ):
        rows = [row for each in coded for row in rows_of(each)]
        record(connection, table, rows, stamp, seen_before=before)
    versions = {each.article.version_id for each in coded}
    _save_relations(connection, batch, versions, before, stamp)
    reported = {
        report.report_id: Founding(version_id=report.version_id, quote=report.sentence.quote(each.article.text))
        for each in coded
        for report in each.reports
    }
    learn_types(connection, (report for each in coded for report in each.reports), batch.ontology_version)
    events = save_events(connection, batch, stamp, reported)
    _save_records(connection, batch)
    save_merges(connection, batch.actor_merges, batch.run_id, batch.recorded_at)
    rejects = save_rejects(connection, batch)
    _finish(connection, batch)
    return LoadedCounts(articles=len(coded), known=accepted.known, rejects=rejects, events=events)


def known_arrivals(
    database: Database, arrival_ids: Iterable[str], *, extractor_version: str, ontology_version: str
) -> frozenset[str]:
    """Which arrivals the same code has read already, rejects included; none where there is no database yet."""
    if not database.exists:
        return frozenset()
    with database.reading() as connection:
        stage_ids(connection, "asked", arrival_ids)
        versions = {"extractor_version": extractor_version, "ontology_version": ontology_version}
        return frozenset(row[0] for row in connection.execute(_KNOWN, versions).fetchall())


def _save_relations(
    connection: Connection, batch: LoadedBatch, versions: set[str], before: tuple[str, ...], stamp: Stamp
) -> None:
    if batch.relations is not None:
        relations = [relation_row(each) for each in batch.relations if each.from_version in versions]
        record(connection, RELATIONS, relations, stamp, seen_before=before)
    if batch.stories is not None:
        members = [story_member_row(each) for each in batch.stories if each.version_id in versions]
        record(connection, STORY_MEMBERS, members, stamp, seen_before=before)


def _save_records(connection: Connection, batch: LoadedBatch) -> None:
    save_records(connection, FINGERPRINTS, batch.fingerprints)
    save_records(connection, STORY_STATES, batch.story_states)
    save_records(connection, EVENT_STATES, batch.event_states)
    forget_records(connection, EVENT_STATES, batch.retired_events)


def _finish(connection: Connection, batch: LoadedBatch) -> None:
    """Marks the batch loaded, and adds its counts to its run's the first time."""
    if batch_state(connection, batch.batch_id) not in ("loaded", "announced"):
        add_counts(connection, batch.run_id, batch.counts)
        set_batch_state(
            connection,
            batch.batch_id,
            run_id=batch.run_id,
            state="loaded",
            inputs=len(batch.inputs) + len(batch.unopened),
            moment=batch.recorded_at,
        )
