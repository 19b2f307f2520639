"""Events corrected by hand: what was decided holds through later runs, and can be undone."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.errors import InputError
from flows.cli.main import cli
from flows.correcting import merge_events, split_event
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.loading.recoding import recode
from flows.settings import Settings
from storage.database import Database

TEXTS = {
    "a.txt": "ANKARA, May 6, 2025 - Turkish jets bombed Iraq on Monday, killing four people.",
    "b.txt": "BAGHDAD, May 7, 2025 - Shops were shut on Wednesday. Turkish jets bombed Iraq on Monday, killing six.",
    "c.txt": "PARIS, June 9, 2025 - France condemned Iran on Sunday over the trial of a teacher.",
}
MEMBERS = """
SELECT event_id, report_id FROM event_reports WHERE superseded_at IS NULL ORDER BY event_id, position
"""
LARGEST = """
SELECT events.event_id, count(DISTINCT reports.version_id) FROM events
JOIN event_reports ON event_reports.event_id = events.event_id AND event_reports.superseded_at IS NULL
JOIN reports ON reports.report_id = event_reports.report_id AND reports.superseded_at IS NULL
WHERE events.superseded_at IS NULL
"""


@pytest.fixture(scope="module")
def filled(empty_database: Path, tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """A database with two reports of one raid and one of something else."""
    folder = tmp_path_factory.mktemp("correcting")
    shutil.copy(empty_database, folder / "events.duckdb")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / name).write_text(text)
    run_backfill([folder / "in"], Settings(database=folder / "events.duckdb"), knowledge=knowledge)
    return folder


@pytest.fixture
def loaded(filled: Path, tmp_path: Path) -> Settings:
    shutil.copytree(filled, tmp_path / "copy")
    return Settings(database=tmp_path / "copy" / "events.duckdb")


def asked(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with Database(path=settings.database).reading() as connection:
        return connection.execute(sql).fetchall()


def grouped(settings: Settings) -> dict[str, set[str]]:
    """Reports by event."""
    found: dict[str, set[str]] = {}
    for event_id, report_id in asked(settings, MEMBERS):
        found.setdefault(str(event_id), set()).add(str(report_id))
    return found


def raid_and_other(settings: Settings) -> tuple[str, str]:
    (raid, versions), (other, _) = (
        asked(settings, f"{LARGEST} AND events.type = '{type_}' GROUP BY ALL ORDER BY 2 DESC, 1")[0]
        for type_ in ("ASSAULT", "ACCUSE")
    )
    assert versions == 2
    return str(raid), str(other)


def test_events_merged_by_hand_stay_one_through_recoding_and_a_split_parts_them_again(
    loaded: Settings, knowledge: Knowledge
) -> None:
    raid, other = raid_and_other(loaded)
    before = grouped(loaded)
    assert merge_events(loaded, raid, [other], reason="a test of will") == {other: tuple(sorted(before[other]))}
    assert grouped(loaded)[raid] == before[raid] | before[other]
    recode(loaded, everything=True, knowledge=knowledge)
    assert grouped(loaded) == {raid: before[raid] | before[other]} | {
        event: reports for event, reports in before.items() if event not in (raid, other)
    }
    split_event(loaded, raid, sorted(before[other]), reason="two after all")
    assert set(map(frozenset, grouped(loaded).values())) == set(map(frozenset, before.values()))


def test_reports_split_by_hand_stay_apart_through_recoding_and_a_merge_undoes_it(
    loaded: Settings, knowledge: Knowledge
) -> None:
    raid, _ = raid_and_other(loaded)
    before = grouped(loaded)
    founder = str(asked(loaded, MEMBERS.replace("WHERE", f"WHERE event_id = '{raid}' AND"))[0][1])
    own = split_event(loaded, raid, [founder], reason="two raids")
    assert grouped(loaded)[own] == {founder}
    recode(loaded, everything=True, knowledge=knowledge)
    assert grouped(loaded)[own] == {founder}
    assert founder not in grouped(loaded)[raid]
    merge_events(loaded, raid, [own], reason="one raid after all")
    recode(loaded, everything=True, knowledge=knowledge)
    assert grouped(loaded) == before


def test_explain_shows_what_was_decided_and_why_and_the_command_says_how_to_undo_it(loaded: Settings) -> None:
    raid, other = raid_and_other(loaded)
    runner = CliRunner()
    merged = runner.invoke(
        cli, ["events", "merge", raid, other, "--reason", "one night", "--database", str(loaded.database)]
    )
    assert merged.exit_code == 0, merged.output
    undoing = merged.output.splitlines()[-1].removeprefix("to undo it: eventwire ").replace("WHY", "no").split()
    shown = runner.invoke(cli, ["explain", raid, "--database", str(loaded.database)])
    assert "one night" in shown.output
    assert "together" in shown.output
    before = grouped(loaded)
    parted = runner.invoke(cli, [*undoing, "--database", str(loaded.database)])
    assert parted.exit_code == 0, parted.output
    undoing = parted.output.splitlines()[-1].removeprefix("to undo it: eventwire ").replace("WHY", "no").split()
    assert runner.invoke(cli, [*undoing, "--database", str(loaded.database)]).exit_code == 0
    assert grouped(loaded) == before


def test_a_decision_on_an_event_that_is_not_there_or_on_all_its_reports_says_so(loaded: Settings) -> None:
    raid, _ = raid_and_other(loaded)
    with pytest.raises(InputError, match="there is no event"):
        merge_events(loaded, "evt_of_nothing", [raid], reason="x")
    with pytest.raises(InputError, match="nothing to merge"):
        merge_events(loaded, raid, [raid], reason="x")
    with pytest.raises(InputError, match="reports on both sides"):
        split_event(loaded, raid, sorted(grouped(loaded)[raid]), reason="x")
