"""Folders as sources."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.sources import PollState, Source
from flows.inputs import Found
from flows.polling.folders import take_folders
from flows.polling.outcomes import PollOutcome
from storage.database import Database

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)


class Drop:
    """A folder that fills, and what was loaded of it."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path / "drop"
        self.path.mkdir()
        self.database = database
        self.loaded: list[str] = []
        self.source = Source(source_id="src", name="drop", url=self.path.as_uri(), kind="folder")

    def put(self, name: str, text: str, *, age: float = 60, now: datetime = NOW) -> None:
        file = self.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        moment = (now - timedelta(seconds=age)).timestamp()
        os.utime(file, (moment, moment))

    def poll(self, now: datetime = NOW) -> PollOutcome:
        outcome = PollOutcome()
        take_folders(self.database, [(self.source, PollState(source_id="src"))], self.load, now, 10, outcome)
        return outcome

    def load(self, found: Sequence[Found]) -> None:
        self.loaded += [each.document.content.decode() for each in found if each.document is not None]


def test_each_file_is_taken_once_and_again_when_it_changed(tmp_path: Path, database: Database) -> None:
    drop = Drop(tmp_path, database)
    drop.put("a.txt", "one")
    drop.put("deeper/b.txt", "two")
    assert drop.poll().taken == 2
    assert drop.poll().taken == 0
    drop.put("a.txt", "one, corrected")
    assert drop.poll().taken == 1
    assert drop.loaded == ["one", "two", "one, corrected"]


def test_a_file_that_is_still_being_written_waits(tmp_path: Path, database: Database) -> None:
    drop = Drop(tmp_path, database)
    drop.put("fresh.txt", "half", age=1)
    drop.put("download.txt.part", "half")
    assert drop.poll().taken == 0
    assert drop.poll(NOW + timedelta(seconds=30)).taken == 1
    assert drop.loaded == ["half"]


def test_a_folder_that_is_gone_is_a_failure_with_words(tmp_path: Path, database: Database) -> None:
    drop = Drop(tmp_path, database)
    drop.path.rmdir()
    outcome = drop.poll()
    assert outcome.failed == 1
    assert "no folder" in outcome.problems[0][1]
