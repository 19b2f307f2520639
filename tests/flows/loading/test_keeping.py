"""Batches that are kept and loaded later: the same tables as at once, whatever dies in between."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.documents import DocumentHints, MediaType, RawDocument
from flows.extraction import Knowledge
from flows.inputs import Found
from flows.loading import run_backfill
from flows.loading.clock import utc_now
from flows.loading.keeping import keeping, load_kept
from flows.loading.running import recorded_run
from flows.settings import Settings
from storage import Database
from storage.checking import inconsistencies
from storage.kept_batches import MOST_ATTEMPTS, claim_batch, waiting_kept

DOHA = "DOHA, October 2, 2024 - Iran's president met the emir of Qatar in Doha on Wednesday to discuss trade."
CAIRO = "CAIRO, October 3, 2024 - Egypt condemned the drone attack on a port in Sudan, its foreign ministry said."


@pytest.fixture
def settings(database: Database) -> Settings:
    return Settings(database=database.path)


def keep(settings: Settings, *texts: str, now: datetime | None = None) -> list[str]:
    announced: list[str] = []
    clock = (lambda: now) if now else utc_now
    with recorded_run("poll", settings, {"texts": len(texts)}, clock=clock) as (job, _):
        keeping(job, announced.append)([_found(text) for text in texts])
    return announced


def _found(text: str) -> Found:
    document = RawDocument(
        content=text.encode(), media_type=MediaType.TEXT, url=None, hints=DocumentHints(), origin=f"{text[:5]}.txt"
    )
    return Found(origin=document.origin or "", document=document)


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with Database(path=settings.database).reading() as connection:
        return connection.execute(sql).fetchall()


def test_what_is_kept_is_announced_and_loaded_later(settings: Settings, knowledge: Knowledge) -> None:
    announced = keep(settings, DOHA, CAIRO)
    assert len(announced) == 1
    assert rows(settings, "SELECT state, inputs FROM batches") == [("fetched", 2)]
    assert inconsistencies(Database(path=settings.database)) == ()
    outcome = load_kept(settings, knowledge=knowledge)
    assert outcome is not None
    assert (outcome.counts.inputs, outcome.counts.kept) == (2, 2)
    assert rows(settings, "SELECT batch_id, state, inputs FROM batches") == [(announced[0], "loaded", 2)]
    assert rows(settings, "SELECT count(*) FROM current_events")[0][0]
    assert inconsistencies(Database(path=settings.database)) == ()


def test_documents_that_wait_or_are_loaded_are_not_kept_again(settings: Settings, knowledge: Knowledge) -> None:
    assert load_kept(settings, knowledge=knowledge) is None
    keep(settings, DOHA)
    assert keep(settings, DOHA) == []
    load_kept(settings, knowledge=knowledge)
    assert keep(settings, DOHA) == []
    assert len(keep(settings, DOHA, CAIRO)) == 1
    assert rows(settings, "SELECT inputs FROM batches ORDER BY created_at") == [(1,), (1,)]
    flows = [row[0] for row in rows(settings, "SELECT flow FROM runs ORDER BY started_at")]
    assert flows == ["poll", "poll", "process", "poll", "poll"]  # a look that finds nothing is no run


def test_a_batch_that_fails_is_given_back_with_its_reason_and_tried_again(
    settings: Settings, knowledge: Knowledge
) -> None:
    keep(settings, DOHA)

    def fails(_load: object, _number: int) -> object:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        load_kept(settings, knowledge=knowledge, step=fails)  # type: ignore[arg-type]
    assert rows(settings, "SELECT state, attempts, reason FROM batches") == [("failed", 1, "OSError: the disk is full")]
    outcome = load_kept(settings, knowledge=knowledge)
    assert outcome is not None
    assert rows(settings, "SELECT state, reason FROM batches") == [("loaded", None)]


def test_a_batch_that_fails_every_time_is_left_as_failed(settings: Settings, knowledge: Knowledge) -> None:
    keep(settings, DOHA)
    with Database(path=settings.database).transaction() as connection:
        connection.execute("UPDATE batches SET attempts = ?, state = 'failed'", [MOST_ATTEMPTS])
    assert load_kept(settings, knowledge=knowledge) is None


def test_a_dead_workers_batch_is_taken_over_when_its_claim_is_over(database: Database, settings: Settings) -> None:
    keep(settings, DOHA)
    now = datetime.now(UTC) + timedelta(seconds=1)
    with database.transaction() as connection:
        first = claim_batch(connection, run_id="run_dead", now=now)
        assert first is not None
        assert len(first.arrivals) == 1
        assert claim_batch(connection, run_id="run_other", now=now) is None
        assert waiting_kept(connection, now + timedelta(minutes=11)) == 1
        second = claim_batch(connection, run_id="run_other", now=now + timedelta(minutes=11))
    assert second == first


def test_kept_documents_give_the_same_tables_as_those_loaded_at_once(
    settings: Settings, knowledge: Knowledge, tmp_path: Path
) -> None:
    keep(settings, DOHA)
    load_kept(settings, knowledge=knowledge)
    (tmp_path / "DOHA,.txt").write_text(DOHA)
    other = Settings(database=tmp_path / "other.duckdb")
    run_backfill([tmp_path / "DOHA,.txt"], other, knowledge=knowledge)
    events = "SELECT event_id, type, status, date_from, initiators, recipients FROM current_events ORDER BY ALL"
    assert rows(settings, events) == rows(other, events) != []
