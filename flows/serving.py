"""`eventwire serve`: a Prefect server, if none is there, and a process that serves all flows; either is started again.

This process only watches over the two. Killed, it leaves the server behind, and the next `serve` takes it over; the
runner ends by itself (see `flows.served`).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import httpx

from domain.errors import SettingsError
from flows.alone import alone
from flows.settings import Settings
from storage import Database

Tell = Callable[[str], None]

_START_SECONDS = 90
_STARTS = 3  # tries
_STOP_SECONDS = 15
_LOOK_SECONDS = 0.5
_TURN_SECONDS = 5.0  # for a `serve` that is stopping
_SICK_SECONDS = 30.0  # a server that has not answered for so long is started again
_FIRST_PAUSE = 1.0  # before a child that died is started again; it doubles while they die young
_LONGEST_PAUSE = 60.0
_YOUNG = 60.0  # seconds
# Quiet and offline, and quick to notice what is to be run and what has died.
_ENVIRONMENT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    "PREFECT_WORKER_QUERY_SECONDS": "1",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
}


class Child:
    """A process that is kept alive: started again when it ends, later and later while it dies young."""

    def __init__(self, name: str, command: list[str], log: Path | None = None) -> None:
        self.name = name
        self._command = command
        self._log = log
        self._pause = _FIRST_PAUSE
        self._begun = 0.0
        self._again_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, in a session of its own: Ctrl-C reaches this process alone."""
        self._begun = time.monotonic()
        with (self._log or Path(os.devnull)).open("ab") as log:
            out = log if self._log else None
            self.process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=out, stderr=out, start_new_session=True
            )

    def keep(self, tell: Tell) -> bool:
        """Starts it again where it has ended and its pause is over; returns whether it runs."""
        if self.process is None:
            if time.monotonic() >= self._again_at:
                self.start()
            return self.process is not None
        status = self.process.poll()
        if status is None:
            return True
        self._pause = min(self._pause * 2, _LONGEST_PAUSE) if self.age < _YOUNG else _FIRST_PAUSE
        self._again_at = time.monotonic() + self._pause
        tell(f"{self.name} ended ({status}); starting it again in {self._pause:.0f} s")
        self.stop()
        return False

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def age(self) -> float:
        return time.monotonic() - self._begun

    def stop(self) -> None:
        """Ends it gently, then its whole group."""
        process, self.process = self.process, None
        if process is None:
            return
        if process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.close()
        with suppress(ProcessLookupError):
            process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
        end_group(process.pid)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)


def end_group(pid: int) -> None:
    """Ends what is left of the session that a process began: asked first, then killed."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + (_STOP_SECONDS if number == signal.SIGTERM else 1.0)
        try:
            os.killpg(pid, number)
            while time.monotonic() < deadline:
                os.killpg(pid, 0)
                _reap()
                time.sleep(0.1)
        except (ProcessLookupError, PermissionError):
            return


def _reap() -> None:
    """A child that has ended stays in its group until it is waited for."""
    with suppress(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@dataclass(slots=True, kw_only=True)
class Server:
    """The Prefect server: one that was named or is there already, or a child of ours."""

    address: str
    home: Path
    child: Child | None = None
    taken_over: int | None = None  # process of a server that a killed `serve` left behind
    good_at: float = 0.0

    @property
    def _book(self) -> Path:
        return self.home / "eventwire-server.pid"

    def start(self, tell: Tell) -> None:
        """Joins the server where one answers, and starts one otherwise. Raises SettingsError where it does not come."""
        if self._answers():
            self.taken_over = self._left_behind()
            return
        if self.child is None:
            raise SettingsError(
                f"no Prefect server answers at PREFECT_API_URL={self.address}; start it, or unset the variable"
            )
        check_scheduler(version("sqlalchemy"))
        tell("starting a Prefect server ...")
        deadline = time.monotonic() + _START_SECONDS
        for _ in range(_STARTS):
            self.child.start()
            while self.child.is_running and time.monotonic() < deadline:
                if self._answers():
                    self._note()
                    return
                time.sleep(_LOOK_SECONDS)
            self.child.stop()
        raise SettingsError(f"the Prefect server did not start; {self.home / 'server.log'} says why")

    def keep(self, tell: Tell) -> bool:
        """Whether it answers; a server of ours that died, or has long been silent, is started again."""
        now = time.monotonic()
        is_well = self._answers()
        if is_well:
            self.good_at = now
        if self.child is None:
            return is_well
        if self.child.process is None and is_well:
            return True  # joined
        if self.child.process is None and self.taken_over is not None:
            tell("the Prefect server that was left behind ended")
            self.taken_over = None
        runs = self.child.keep(tell)
        if runs and not is_well and self.child.age > _START_SECONDS and now - self.good_at > _SICK_SECONDS:
            tell("the Prefect server does not answer; starting it again")
            self.child.stop()
        if runs and is_well:
            self._note()
        return is_well

    def stop(self) -> None:
        """Ends a server of ours, and one that an earlier `serve` of ours left behind."""
        if self.child is not None:
            self.child.stop()
        if self.taken_over is not None:
            end_group(self.taken_over)
        self._book.unlink(missing_ok=True)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health", timeout=5.0, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def _note(self) -> None:
        if self.child is not None and self.child.process is not None:
            self._book.write_text(str(self.child.process.pid), encoding="ascii")

    def _left_behind(self) -> int | None:
        """The server that an earlier `serve` started with this home, where it still runs."""
        try:
            pid = int(self._book.read_text(encoding="ascii"))
            os.killpg(pid, 0)
        except (OSError, ValueError):
            return None
        return pid


def check_scheduler(sqlalchemy: str) -> None:
    """Raises SettingsError where the server would start and schedule nothing.

    >>> check_scheduler("2.0.58")
    """
    # Prefect 3.8.8 sets hybrid attributes in bulk inserts, which SQLAlchemy 2.1 refuses; its scheduler only logs that.
    if tuple(int(part) for part in sqlalchemy.split(".")[:2]) >= (2, 1):
        raise SettingsError(
            f"Prefect's scheduler does not work with SQLAlchemy {sqlalchemy}: pip install 'sqlalchemy<2.1'"
        )


def serve_all(settings: Settings, *, port: int, home: Path, poll_seconds: int, tell: Tell) -> None:
    """Serves all flows until SIGINT or SIGTERM; a server that this started is stopped with it.

    The server's state lies in `home`. With PREFECT_API_URL set, that server is joined and none is started. Raises
    SettingsError where no server answers, or another `serve` has the database.
    """
    os.environ.update({name: os.environ.get(name, value) for name, value in _ENVIRONMENT.items()})
    os.environ["EVENTWIRE_DATABASE"] = str(database_of(settings))
    os.environ.pop("EVENTWIRE_STORAGE", None)  # it would go before what the command line said
    with alone(settings.database, "serve", seconds=_TURN_SECONDS) as only_one:
        if not only_one:
            raise SettingsError(f"another `eventwire serve` runs on {settings.database}")
        server = _server(port, home)
        runner = Child("the runner", [sys.executable, "-m", "flows.served", str(poll_seconds)])
        try:
            server.start(tell)
            tell(f"Prefect server: {server.address.removesuffix('/api')}")
            while True:
                # Without its server the runner can only fail; with it, it comes back within a second.
                if server.keep(tell):
                    runner.keep(tell)
                time.sleep(_LOOK_SECONDS)
        except KeyboardInterrupt:
            tell("stopping ...")
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # stopping is not to be interrupted
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            runner.stop()
            server.stop()


def database_of(settings: Settings) -> Path:
    """As flows may be told, wherever they run."""
    return settings.database if Database(path=settings.database).lake else settings.database.resolve()


def _server(port: int, home: Path) -> Server:
    given = os.environ.get("PREFECT_API_URL")
    if given:
        return Server(address=given.rstrip("/"), home=home)
    home.mkdir(parents=True, exist_ok=True)
    os.environ["PREFECT_HOME"] = str(home.resolve())
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    child = Child("the Prefect server", command, home / "server.log")
    return Server(address=os.environ["PREFECT_API_URL"], home=home, child=child)
