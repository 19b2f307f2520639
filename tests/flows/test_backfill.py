"""With a Prefect server: the flow does what the plain functions do, and a bare server takes all deployments."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import InputError, SettingsError
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.settings import load_settings
from storage import Database
from storage.digest import database_digest

pytestmark = [pytest.mark.model, pytest.mark.slow]
TEXT = "BAKU, May 6, 2025 - Turkish Foreign Minister Hakan Fidan met Azerbaijan's Ilham Aliyev in Baku on Tuesday.\n"


@pytest.fixture(scope="module", autouse=True)
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One temporary server for all tests here, in a folder of its own."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT.replace("6", str(number + 6)))
    (folder / "bad.txt").write_bytes(b"\x00")
    return folder


def test_the_flow_loads_what_the_plain_functions_load(inputs: Path, tmp_path: Path, knowledge: Knowledge) -> None:
    from flows.backfill import backfill

    one, other = tmp_path / "flow.duckdb", tmp_path / "plain.duckdb"
    counts = backfill([str(inputs)], database=str(one), batch_size=2)
    outcome = run_backfill([inputs], load_settings(database=other, batch_size=2), knowledge=knowledge)
    assert counts == outcome.counts_by_name()
    assert (counts["inputs"], counts["kept"], counts["rejected"]) == (4, 3, 1)
    assert database_digest(Database(path=one)) == database_digest(Database(path=other))


def test_a_strict_flow_run_fails_after_the_rest_is_loaded(inputs: Path, tmp_path: Path) -> None:
    from flows.backfill import backfill

    with pytest.raises(InputError, match="1 documents were rejected"):
        backfill([str(inputs)], database=str(tmp_path / "strict.duckdb"), strict=True)
    assert Database(path=tmp_path / "strict.duckdb").exists


def test_a_server_that_does_not_answer_is_an_error_that_says_what_to_do() -> None:
    from flows.backfill import check_server

    with pytest.raises(SettingsError, match="unset the variable"):
        check_server("http://127.0.0.1:9/api")


def test_all_is_deployed_to_a_server_that_nothing_is_on_yet() -> None:
    from prefect.client.orchestration import get_client
    from prefect.settings import get_current_settings

    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    environment = os.environ | {"PWD": "/", "PREFECT_API_URL": str(get_current_settings().api.url), "DO_NOT_TRACK": "1"}
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with get_client(sync_client=True) as client:
        assert client.read_work_pool("eventwire").type == "process"
        found = client.read_deployments()
    deployed = {each.name: each.work_pool_name for each in found}
    steps = [step for each in found for step in each.pull_steps or ()]
    assert {"poll", "process", "alerts", "sweep", "digest", "maintain", "backfill", "recode"} <= set(deployed)
    assert set(deployed.values()) == {"eventwire"}
    assert {step["prefect.deployments.steps.set_working_directory"]["directory"] for step in steps} == {str(root)}
