"""A batch is worked out beside readers, and again where another process committed meanwhile."""

from collections.abc import Sequence

import pytest

from domain.documents import DocumentHints, MediaType, RawDocument
from flows.extraction import Knowledge
from flows.inputs import Found
from flows.loading.batches import Batch
from flows.loading.clock import utc_now
from flows.loading.job import Edition, Job, WorkedOut
from flows.loading.outcomes import Outcome
from flows.loading.stored import Stored
from storage import Database
from storage.checking import inconsistencies

FIRST = "CAIRO, October 3, 2024 - Egypt condemned the drone attack on a port in Sudan, its foreign ministry said."
SECOND = "DOHA, October 2, 2024 - Iran's president met the emir of Qatar in Doha on Wednesday to discuss trade."


def _batch(number: int, text: str) -> Batch:
    document = RawDocument(
        content=text.encode(), media_type=MediaType.TEXT, url=None, hints=DocumentHints(), origin=f"{number}.txt"
    )
    return Batch(number=number, inputs=(Found(origin=f"{number}.txt", document=document),))


class Watched(Job):
    """A job that tells how often it worked a batch out, and beside which other loading."""

    times = 0
    other: Job | None = None

    def _related_and_merged(self, batch: Batch, outcomes: Sequence[Outcome], stored: Stored) -> WorkedOut:
        self.times += 1
        assert (stored.article_count() > 0) is (self.times == 2)
        return super()._related_and_merged(batch, outcomes, stored)

    def _beforehand(self, batch: Batch, outcomes: Sequence[Outcome]) -> tuple[Edition, WorkedOut | None]:
        found = super()._beforehand(batch, outcomes)
        if self.other is not None:
            self.other.load(_batch(2, SECOND))
        return found


@pytest.mark.parametrize("disturbed", [False, True])
def test_another_commit_makes_a_batch_be_worked_out_again(
    database: Database, knowledge: Knowledge, disturbed: bool
) -> None:
    job = Watched(database, "run_1", utc_now, knowledge)
    job.other = Job(database, "run_2", utc_now, knowledge) if disturbed else None
    job.load(_batch(1, FIRST))
    assert job.times == (2 if disturbed else 1)
    with database.reading() as connection:
        stored = connection.execute("SELECT count(*) FROM articles").fetchone()
    assert stored == (2 if disturbed else 1,)
    assert inconsistencies(database) == ()


def test_an_edition_is_another_after_a_commit_only(database: Database) -> None:
    with database.transaction():
        pass
    made = database.edition
    with database.reading():
        pass
    with database.transaction():
        pass
    assert database.edition == made
    with database.transaction() as connection:
        connection.execute("CREATE TABLE noted (word VARCHAR)")
    assert database.edition != made
