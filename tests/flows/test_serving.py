"""What `eventwire serve` watches over: children that die are started again, and two do not serve one database."""

import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import SettingsError
from flows import served
from flows.alone import alone
from flows.serving import Child, Server, check_scheduler, database_of, serve_all
from flows.settings import Settings

_SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


def until(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_a_child_that_is_killed_is_started_again_after_a_pause() -> None:
    told: list[str] = []
    child = Child("the runner", _SLEEPS)
    try:
        assert child.keep(told.append)
        assert child.process is not None
        first = child.process
        first.kill()
        first.wait()
        assert not child.keep(told.append)
        assert told == ["the runner ended (-9); starting it again in 2 s"]
        until(lambda: child.keep(told.append))
        assert child.process.pid != first.pid
    finally:
        child.stop()
    assert not child.is_running


def test_a_child_that_heeds_no_signal_is_killed_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.serving._STOP_SECONDS", 0.5)
    deaf = "import signal, subprocess, sys, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); "
    child = Child("deaf", [sys.executable, "-c", deaf + "time.sleep(60)"])
    child.start()
    process = child.process
    assert process is not None
    time.sleep(0.5)
    child.stop()
    assert process.poll() is not None


def test_only_one_serves_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.serving._TURN_SECONDS", 0.1)
    settings = Settings(database=tmp_path / "news.duckdb")
    with alone(settings.database, "serve") as first:
        assert first
        with pytest.raises(SettingsError, match="another `eventwire serve`"):
            serve_all(settings, port=1, home=tmp_path, poll_seconds=60, tell=lambda _: None)


def test_a_server_that_was_named_and_is_not_there_is_a_plain_error(tmp_path: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{one.getsockname()[1]}/api"
    with pytest.raises(SettingsError, match="no Prefect server answers"):
        Server(address=address, home=tmp_path).start(lambda _: None)


def test_a_server_that_would_schedule_nothing_is_not_started() -> None:
    with pytest.raises(SettingsError, match=r"sqlalchemy<2\.1"):
        check_scheduler("2.1.9")


def test_a_server_that_can_not_start_says_where_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.serving.version", lambda _: "2.0.58")
    child = Child("the Prefect server", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "server.log")
    with pytest.raises(SettingsError, match=r"server\.log says why"):
        Server(address="http://127.0.0.1:9/api", home=tmp_path, child=child).start(lambda _: None)


def test_whoever_comes_second_waits_or_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    with alone(path, "poll") as one, alone(path, "poll") as other, alone(path, "alerts") as third:
        assert (one, other, third) == (True, False, True)
    with alone(path, "poll") as again:
        assert again


def test_a_runner_that_is_told_twice_to_end_is_interrupted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[int] = []
    monkeypatch.setattr(signal, "raise_signal", raised.append)
    runner = served.QuietRunner(name="test")
    runner.handle_sigterm()
    runner.handle_sigterm()
    assert raised == [signal.SIGINT]


LAKE = "ducklake:postgres:dbname=news host=/run/db data_path={folder}/news"


def test_who_shares_a_lake_shares_its_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shared").mkdir()
    address = Path(LAKE.format(folder=tmp_path / "shared"))
    with alone(address, "poll") as one, alone(address, "poll") as other:
        assert (one, other) == (True, False)
    assert [path.name for path in tmp_path.iterdir()] == ["shared"]
    assert [path.name for path in (tmp_path / "shared").iterdir()] == ["news.poll.lock"]


def test_flows_are_told_of_the_database_wherever_they_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_of(Settings(database=Path("news.duckdb"))) == tmp_path / "news.duckdb"
    lake = Path(LAKE.format(folder="/srv"))
    assert database_of(Settings(database=lake)) == lake


def test_the_runner_heeds_ctrl_c_also_where_it_was_started_to_ignore_it(monkeypatch: pytest.MonkeyPatch) -> None:
    heeded: list[bool] = []

    async def serve(_served: object) -> None:
        heeded.append(signal.getsignal(signal.SIGINT) is not signal.SIG_IGN)

    monkeypatch.setattr(served, "deployments", lambda _seconds: ())
    monkeypatch.setattr(served, "_serve", serve)
    monkeypatch.setattr(served, "_end_with_supervisor", lambda: None)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as `nohup ... &` does
    try:
        served.main(60)
    finally:
        signal.signal(signal.SIGINT, before)
    assert heeded == [True]
