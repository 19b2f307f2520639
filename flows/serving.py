"""`eventwire serve`: a Prefect server, if none is there, and all flows served from this process on their schedules."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import httpx

from domain.errors import SettingsError
from flows.settings import Settings

_START_SECONDS = 90
_STOP_SECONDS = 15
# Quiet and offline, and quick to notice what is to be run.
_ENVIRONMENT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    "PREFECT_RUNNER_HEARTBEAT_FREQUENCY": "30",
}


def serve_all(settings: Settings, *, port: int, home: Path, poll_seconds: int, tell: Callable[[str], None]) -> None:
    """Serves all flows until SIGINT or SIGTERM; a server that this started is stopped with it.

    The server's state lies in `home`. With PREFECT_API_URL set, that server is joined and none is started. Raises
    SettingsError where no server answers.
    """
    os.environ.update({name: os.environ.get(name, value) for name, value in _ENVIRONMENT.items()})
    os.environ["EVENTWIRE_DATABASE"] = str(settings.database.resolve())
    with _server(port, home, tell) as address:
        os.environ["PREFECT_API_URL"] = address
        tell(f"Prefect server: {address.removesuffix('/api')}")
        _serve(poll_seconds)


@contextmanager
def _server(port: int, home: Path, tell: Callable[[str], None]) -> Iterator[str]:
    given = os.environ.get("PREFECT_API_URL")
    if given:
        if not _answers(given):
            raise SettingsError(
                f"no Prefect server answers at PREFECT_API_URL={given}; start it, or unset the variable"
            )
        yield given
        return
    address = f"http://127.0.0.1:{port}/api"
    if _answers(address):  # left behind by a killed run: it serves as well
        yield address
        return
    home.mkdir(parents=True, exist_ok=True)
    os.environ["PREFECT_HOME"] = str(home.resolve())
    tell("starting a Prefect server ...")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(process, address, home)
        yield address
    finally:
        _stop(process)


def _wait(process: "subprocess.Popen[bytes]", address: str, home: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if _answers(address):
            return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    raise SettingsError(f"the Prefect server did not start; {home / 'server.log'} says why")


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=2.0).is_success
    except httpx.HTTPError:
        return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """The whole group that was started, gently first."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            try:
                os.killpg(process.pid, number)
                process.wait(_STOP_SECONDS)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def _serve(poll_seconds: int) -> None:
    from prefect import serve
    from prefect.deployments.runner import RunnerDeployment
    from prefect.events import DeploymentEventTrigger

    from flows.alert import alerts
    from flows.backfill import backfill
    from flows.batch_task import LOADED
    from flows.poll import poll
    from flows.recode import recode
    from flows.sweep import sweep

    on_load = DeploymentEventTrigger(name="loaded", expect={LOADED}, match={"prefect.resource.id": "eventwire.run.*"})
    deployments = (
        poll.to_deployment(name="poll", interval=poll_seconds, concurrency_limit=1, tags=["eventwire"]),
        alerts.to_deployment(name="alerts", triggers=[on_load], concurrency_limit=1, tags=["eventwire"]),
        sweep.to_deployment(name="sweep", interval=900, concurrency_limit=1, tags=["eventwire"]),
        backfill.to_deployment(name="backfill", parameters={"paths": ["seeds"]}, tags=["eventwire"]),
        recode.to_deployment(name="recode", tags=["eventwire"]),
    )
    # Typed as perhaps a coroutine, since the call answers so inside an event loop; here there is none.
    serve(*(cast(RunnerDeployment, deployment) for deployment in deployments), pause_on_shutdown=False)
