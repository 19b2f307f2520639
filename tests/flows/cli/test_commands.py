"""Commands from outside: exit codes, formats, filters, and errors that say what to do."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli.main import COMMANDS, cli
from flows.cli.reference import reference
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.settings import load_settings

ROOT = Path(__file__).resolve().parents[3]
ARTICLE = (
    "DOHA, October 2, 2024 - Iranian President Masoud Pezeshkian met Qatar's emir, Tamim bin Hamad Al Thani, in Doha "
    "on Wednesday. Israel may attack Iran. Iran fired missiles at Israel on Tuesday, the army said."
)


@pytest.fixture(scope="module")
def loaded(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one article and one reject."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / "in").mkdir()
    (folder / "in" / "one.txt").write_text(ARTICLE)
    (folder / "in" / "two.txt").write_bytes(b"\x00\x01")
    settings = load_settings(database=folder / "commands.duckdb")
    run_backfill([folder / "in"], settings, knowledge=knowledge)
    return settings.database


def run(*arguments: str | Path, **options: str) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments], **options)  # type: ignore[arg-type]


def on(database: Path, *arguments: str) -> str:
    result = run(*arguments, "--database", database)
    assert result.exit_code == 0, result.output
    return result.stdout


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The console script in a process of its own, as a shell calls it."""
    call = [sys.executable, "-c", "from flows.cli.main import main; main()", *arguments]
    return subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=False)


def test_events_come_in_every_format(loaded: Path, tmp_path: Path) -> None:
    as_json = json.loads(on(loaded, "events", "--format", "json"))
    as_lines = [json.loads(line) for line in on(loaded, "events", "-f", "jsonl").splitlines()]
    as_csv = list(csv.DictReader(io.StringIO(on(loaded, "events", "-f", "csv"))))
    target = tmp_path / "events.parquet"
    on(loaded, "events", "-f", "parquet", "-o", str(target))
    ids = [row["event_id"] for row in as_json]
    assert ids
    assert ids == [row["event_id"] for row in as_lines] == [row["event_id"] for row in as_csv]
    import pyarrow.parquet as pq

    assert pq.read_table(target).column("event_id").to_pylist() == ids


def test_only_actual_events_are_shown_unless_asked(loaded: Path) -> None:
    shown = {row["status"] for row in json.loads(on(loaded, "events", "-f", "json"))}
    everything = {row["status"] for row in json.loads(on(loaded, "events", "--status", "any", "-f", "json"))}
    assert shown == {"actual"}
    assert "hypothetical" in everything


def test_filters_narrow_by_actor_pair_type_and_day(loaded: Path) -> None:
    def types(*options: str) -> set[str]:
        return {row["type"] for row in json.loads(on(loaded, "events", "-f", "json", *options))}

    assert types("--actor", "al thani") == {"CONSULT"}
    assert types("--dyad", "iran,israel") == {"ASSAULT"}
    assert types("--type", "assault") == {"ASSAULT"}
    assert types("--since", "2024-10-02") == {"CONSULT"}
    assert types("--until", "2024-10-01") == {"ASSAULT"}


def test_timeline_tells_events_by_day(loaded: Path) -> None:
    lines = on(loaded, "timeline").splitlines()
    assert lines[0].startswith("2024-10-01  Iran > Israel: ASSAULT")


def test_actors_are_found_by_any_form_of_a_name(loaded: Path) -> None:
    assert "person:tamim-bin-hamad-al-thani" in on(loaded, "actors", "al thani")
    assert "state:IRN" in on(loaded, "actors", "iran")


def test_explain_marks_the_sentence_and_names_rule_actors_and_reports(loaded: Path) -> None:
    (event,) = json.loads(on(loaded, "events", "--type", "CONSULT", "-f", "json"))
    page = on(loaded, "explain", event["event_id"])
    assert "Masoud Pezeshkian | initiator]" in page
    assert "[met | trigger]" in page
    assert "rule" in page
    assert "founded (1.00): the first report of it" in page
    assert "person:tamim-bin-hamad-al-thani" in page


def test_query_answers_sql_and_reads_it_from_standard_input(loaded: Path) -> None:
    assert on(loaded, "query", "SELECT 40 + 2 AS answer", "-f", "csv") == "answer\n42\n"
    piped = run("query", "-", "--database", loaded, "-f", "csv", input="SELECT 1 AS one")
    assert piped.stdout == "one\n1\n"


def test_query_cannot_write_or_reach_files(loaded: Path) -> None:
    for sql in ("DROP TABLE events", "SELECT * FROM read_text('/etc/passwd')", "COPY events TO 'x.csv'"):
        answered = program("query", sql, "--database", str(loaded))
        assert answered.returncode == 1, sql
        assert answered.stderr.startswith("eventwire: "), sql


def test_rejects_are_listed_with_stage_and_reason(loaded: Path) -> None:
    (row,) = json.loads(on(loaded, "rejects", "list", "-f", "json"))
    assert (row["stage"], row["reason"]) == ("decode", "binary data, not text")
    assert row["origin"].endswith("two.txt")


def test_status_counts_what_is_held(loaded: Path) -> None:
    (row,) = json.loads(on(loaded, "status", "-f", "json"))
    assert (row["articles"], row["rejects"]) == (1, 1)
    assert "backfill" in on(loaded, "status")


def test_stories_list_their_articles(loaded: Path) -> None:
    assert len(json.loads(on(loaded, "stories", "-f", "json"))) == 1


def test_frames_can_be_listed_and_tried() -> None:
    assert "attack" in run("frames", "list", "--type", "ASSAULT").stdout
    tried = run("frames", "try", "Iran attacked Israel on Tuesday.", "--published", "2024-10-02").stdout
    assert "ASSAULT" in tried
    assert "2024-10-01" in tried


def test_settings_show_where_each_value_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTWIRE_BATCH_SIZE", "7")
    line = next(line for line in run("settings").stdout.splitlines() if "BATCH_SIZE" in line)
    assert line.split()[1:3] == ["7", "environment"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nothing"], 2, "The commands are: backfill"),
        (["events", "--type", "WAR"], 2, "is none of: AGREE"),
        (["events", "--dyad", "iran"], 2, "two actors with a comma between"),
        (["events", "--since", "yesterday"], 2, "--since"),
        (["events", "--database", "no/such.duckdb"], 1, "`eventwire backfill` makes one"),
        (["backfill", "no/such/folder"], 1, "there is no file or folder at no/such/folder"),
        (["extract"], 2, "--jsonl"),
    ],
)
def test_errors_say_what_to_do_on_standard_error(arguments: list[str], code: int, message: str) -> None:
    answered = program(*arguments)
    assert answered.returncode == code
    assert message in answered.stderr
    assert "Traceback" not in answered.stderr
    assert answered.stdout == ""


def test_a_place_that_can_not_be_written_is_a_plain_error(loaded: Path) -> None:
    for arguments in (("query", "SELECT 1", "-f", "csv", "-o", "/dev/null/out.csv"), ("export", "/dev/null/lake")):
        answered = program(*arguments, "--database", str(loaded))
        assert answered.returncode == 1
        assert answered.stderr.startswith("eventwire: /dev/null/")
        assert "Traceback" not in answered.stderr


def test_a_reader_that_has_seen_enough_is_no_failure(loaded: Path) -> None:
    call = [sys.executable, "-c", "from flows.cli.main import main; main()", "timeline", "--database", str(loaded)]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.close()  # before anything is written
        assert writer.stderr.read() == ""
        assert writer.wait() == 0


def test_an_unknown_id_is_an_error_that_names_it(loaded: Path) -> None:
    answered = program("explain", "evt_none", "--database", str(loaded))
    assert answered.returncode == 1
    assert "evt_none" in answered.stderr


def test_a_wrong_setting_is_an_error_that_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTWIRE_BATCH_SIZE", "many")
    answered = program("settings")
    assert answered.returncode == 1
    assert "EVENTWIRE_BATCH_SIZE" in answered.stderr


def test_help_answers_without_loading_what_only_commands_want() -> None:
    heavy = "{'spacy', 'duckdb', 'prefect', 'pyarrow', 'pydantic', 'rich'} & set(sys.modules)"
    code = f"import sys; from flows.cli.main import cli; cli.main(['--help'], standalone_mode=False); print({heavy})"
    answered = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert answered.stdout.endswith("set()\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_its_line_is_true(name: str) -> None:
    answered = run(name, "--help")
    assert answered.exit_code == 0
    assert "Example" in answered.output or name in ("settings",)
    assert COMMANDS[name][1].endswith(".")


def test_the_command_reference_is_current() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == reference(), "run `make docs`"
