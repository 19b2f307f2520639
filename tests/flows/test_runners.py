"""Whatever parses, the tables are the same."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import SettingsError
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.parsing_pool import ParserPool
from flows.runners import Runner, Workers, joined_cluster
from flows.settings import load_settings
from storage.database import Database
from storage.digest import table_digests

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
MOMENT = datetime(2025, 3, 1, tzinfo=UTC)


def tables(path: Path, knowledge: Knowledge) -> tuple[object, ...]:
    run_backfill([SEEDS], load_settings(database=path), knowledge=knowledge, clock=lambda: MOMENT)
    return table_digests(Database(path=path), history=True)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> tuple[object, ...]:
    """What two processes make of the seeds."""
    pool = ParserPool(knowledge.parser.english, Workers(count=2))
    try:
        return tables(tmp_path_factory.mktemp("processes") / "news.duckdb", _with(knowledge, pool))
    finally:
        pool.close()


def _with(knowledge: Knowledge, parser: ParserPool) -> Knowledge:
    return replace(knowledge, parser=parser)


@pytest.fixture
def unwarned() -> Iterator[None]:
    """Clusters warn of their own affairs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.usefixtures("unwarned")
@pytest.mark.parametrize("runner", [Runner.DASK, Runner.RAY])
def test_a_cluster_gives_the_tables_that_processes_give(
    runner: Runner, tmp_path: Path, knowledge: Knowledge, expected: tuple[object, ...]
) -> None:
    pytest.importorskip(f"prefect_{runner.value}", reason=f"wants the extra `{runner.value}`")
    pool = ParserPool(knowledge.parser.english, Workers(count=1, runner=runner))
    try:
        assert tables(tmp_path / "news.duckdb", _with(knowledge, pool)) == expected
    finally:
        pool.close()


@pytest.mark.usefixtures("unwarned")
def test_an_address_where_nothing_answers_is_said() -> None:
    pytest.importorskip("prefect_dask", reason="wants the extra `dask`")
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "200ms"}),
        pytest.raises(SettingsError, match=r"127\.0\.0\.1:9 \(EVENTWIRE_RUNNER_ADDRESS\)"),
    ):
        joined_cluster(Workers(runner=Runner.DASK, address="tcp://127.0.0.1:9"))


def test_the_runner_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTWIRE_RUNNER", "ray")
    monkeypatch.setenv("EVENTWIRE_RUNNER_ADDRESS", "ray://head:10001")
    assert load_settings(processes=3).workers == Workers(count=3, runner=Runner.RAY, address="ray://head:10001")
    monkeypatch.setenv("EVENTWIRE_RUNNER", "spark")
    with pytest.raises(SettingsError, match="EVENTWIRE_RUNNER is 'spark'"):
        load_settings()
