"""Files that nobody can use, among one that is good: each a reject with a plain reason, and the good one loaded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from storage import Database, query

ROOT = Path(__file__).resolve().parents[2]
GOOD = "MUSCAT, May 4, 2025 - Iranian Foreign Minister Abbas Araghchi met Oman's Badr al-Busaidi in Muscat on Sunday.\n"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = tmp_path_factory.mktemp("bad")
    (inputs / "good.txt").write_text(GOOD)
    (inputs / "garbage.dat").write_bytes(bytes(range(256)) * 8)
    (inputs / "empty.txt").touch()
    with (inputs / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (inputs / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")
    (inputs / "broken.html").write_text("<html><body><div><p <<< <script>var x = ")
    (inputs / "lines.jsonl").write_text(
        '{"id": "a", "text": \n' + json.dumps({"id": "b", "text": GOOD, "url": "https://e.org"}) + "\n"
    )
    (inputs / "locked.txt").symlink_to("/proc/1/mem")  # what even root can't open as a file with text
    return inputs


def backfill(folder: Path, database: Path, *options: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from flows.cli.main import main; main()", "backfill", str(folder), *options]
    return subprocess.run(
        [*call, "--database", str(database)], capture_output=True, text=True, cwd=ROOT, check=False, timeout=120
    )


def test_bad_files_are_rejects_with_plain_reasons_and_the_rest_is_loaded(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "bad.duckdb"
    done = backfill(folder, database)
    assert done.returncode == 0, done.stderr
    assert "warning: 7 rejected" in done.stderr
    assert "Traceback" not in done.stderr
    rows = query(Database(path=database), "SELECT origin, stage, reason FROM rejects ORDER BY origin").to_pylist()
    reasons = {Path(row["origin"]).name: row["reason"] for row in rows}
    assert reasons.pop("broken.html")
    assert reasons.pop("locked.txt")
    assert reasons == {
        "garbage.dat": "not a kind of file that is read (.dat)",
        "empty.txt": "the file is empty",
        "huge.txt": "larger than 10 MB, which no article is",
        "picture.txt": "binary data, not text",
        "lines.jsonl:1": "not valid JSON",
    }
    (kept,) = query(Database(path=database), "SELECT count(*) AS n FROM versions").to_pylist()
    assert kept["n"] == 2
    strict = backfill(folder, database, "--strict")
    assert strict.returncode == 1, "a second run, with --strict, tells of them again"


def test_strict_is_no_failure_where_nothing_is_rejected(folder: Path, tmp_path: Path) -> None:
    done = backfill(folder / "good.txt", tmp_path / "good.duckdb", "--strict", "--quiet")
    assert (done.returncode, done.stdout) == (0, "")
