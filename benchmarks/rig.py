"""What the latency and chaos benchmarks stand on: a feed and a receiver on loopback, `eventwire serve` between them."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import permutations
from pathlib import Path
from typing import IO, Any

import httpx

from domain.identifiers import content_id
from domain.sources import Source
from flows.alerting import rules_from_yaml
from storage import Database
from storage.alerts import save_rules
from storage.sources import save_sources

# Every entry tells of one attack, and every attack is an alert of its own.
RULE = """rules:
- {id: attack, name: Attack, description: Any attack with drones., severity: warning, most_messages: 100000,
   when: {types: [ASSAULT], modes: [drone]}, cooldown_hours: 0}
"""
_STATES = (
    "Iran Qatar Russia Turkey Iraq Israel Egypt China France Armenia Kuwait Oman Jordan Lebanon Yemen Sudan Kenya Mali "
    "Chad Niger Japan India Poland Serbia"
).split()
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_SYLLABLES = ("ba", "dar", "el", "far", "gul", "han", "kas", "mir", "nav", "pel", "rus", "sha", "tov")
_WINDOW = 200  # entries that the feed lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A published entry."""

    number: int
    title: str
    text: str
    at: float  # time.time() of its publication


def attacks(seed: int) -> Callable[[int], tuple[str, str]]:
    """Title and text of the n-th attack: no two of the first 3,000 have parties and day in common."""
    dice = random.Random(seed)
    pairs = list(permutations(_STATES, 2))
    dice.shuffle(pairs)

    def attack(number: int) -> tuple[str, str]:
        one, other = pairs[number % len(pairs)]
        day = _DAYS[number // len(pairs) % len(_DAYS)]
        own = random.Random(f"{seed}-{number}")
        place, witness = (("".join(own.choices(_SYLLABLES, k=3))).capitalize() for _ in range(2))
        text = (
            f"{one} attacked {other} with drones on {day} and killed {own.randint(2, 90)} soldiers. Smoke was seen "
            f"over {place} until noon.\n\n{witness} {place}, a teacher, heard engines before dawn. Roads to {place} "
            f"were closed for {own.randint(2, 20)} hours, and shops along the river stayed shut."
        )
        return f"Drones of {one} over {other}, number {number}", text

    return attack


class Feed:
    """A feed and its pages on loopback; it remembers when each entry was first listed to somebody."""

    def __init__(self, seed: int = 1, window: int = _WINDOW) -> None:
        self._window = window
        self.told: list[Told] = []
        self.listed: dict[int, float] = {}
        self._attack = attacks(seed)
        feed = self

        class Site(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, kind, body = feed.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/feed.rss"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def publish(self) -> Told:
        """One more entry."""
        number = len(self.told)
        title, text = self._attack(number)
        told = Told(number=number, title=title, text=text, at=time.time())
        self.told.append(told)
        return told

    def page(self, number: int) -> str:
        """The address of an entry's page; a slash at its end, so that none begins another."""
        return f"{self.url.removesuffix('feed.rss')}p/{number}/"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, media type and body of what is asked for."""
        if path == "/feed.rss":
            shown = self.told[-self._window :]
            for each in shown:
                self.listed.setdefault(each.number, time.time())
            items = "".join(
                f"<item><guid>{self.page(each.number)}</guid><link>{self.page(each.number)}</link>"
                f"<title>{each.title}</title><pubDate>{_stamp(each.at)}</pubDate></item>"
                for each in reversed(shown)
            )
            body = f"<rss version='2.0'><channel><title>Loopback desk</title>{items}</channel></rss>"
            return 200, "application/rss+xml", body.encode()
        number = path.removeprefix("/p/").rstrip("/")
        if not path.startswith("/p/") or not number.isdigit() or int(number) >= len(self.told):
            return 404, "text/plain", b""
        each = self.told[int(number)]
        paragraphs = "".join(f"<p>{part}</p>" for part in each.text.split("\n\n"))
        body = (
            f"<html><head><title>{each.title}</title></head><body><article><h1>{each.title}</h1>"
            f"<time datetime='{datetime.fromtimestamp(each.at, UTC).isoformat()}'></time>{paragraphs}"
            "</article></body></html>"
        )
        return 200, "text/html; charset=utf-8", body.encode()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _stamp(moment: float) -> str:
    return format_datetime(datetime.fromtimestamp(moment, UTC))


@dataclass
class Rig:
    """A folder with a database, a home for Prefect, a receiver's book, and the processes that we started."""

    folder: Path
    feed: Feed
    poll_seconds: int = 10
    spacing: float = 2.0
    port: int = field(default_factory=lambda: free_port())
    hook_port: int = field(default_factory=lambda: free_port())
    serving: "subprocess.Popen[bytes] | None" = None
    receiving: "subprocess.Popen[bytes] | None" = None
    _logs: list[IO[bytes]] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return Database(path=self.folder / "news.duckdb", patience=120.0)

    @property
    def home(self) -> Path:
        return self.folder / "prefect"

    @property
    def book(self) -> Path:
        return self.folder / "taken.jsonl"

    def set_up(self) -> None:
        """The source, due at every round, and the rule."""
        moment = datetime.now(UTC)
        source = Source(source_id=content_id("src", self.feed.url), name="desk", url=self.feed.url, interval_seconds=1)
        with self.database.transaction() as connection:
            save_sources(connection, [source], moment=moment)
            save_rules(connection, rules_from_yaml(RULE, "rig"), moment=moment)

    def environment(self) -> dict[str, str]:
        """What our processes get to know: nothing of the settings of the user who runs this."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "EVENTWIRE_"))}
        return kept | {
            "EVENTWIRE_DATABASE": str(self.database.path),
            "EVENTWIRE_ALLOW_HOSTS": "127.0.0.1",
            "EVENTWIRE_HOST_SPACING": str(self.spacing),
            "EVENTWIRE_ALERT_CHANNELS": json.dumps({"hook": f"http://127.0.0.1:{self.hook_port}/"}),
            "PREFECT_HOME": str(self.home),
        }

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """An `eventwire` command as a process of its own."""
        command = [sys.executable, "-W", "ignore", "-c", "from flows.cli.main import main; main()", *arguments]
        log = (self.folder / f"{arguments[0]}.log").open("ab")
        self._logs.append(log)
        return subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)

    def run(self, *arguments: str) -> None:
        """An `eventwire` command, to its end."""
        status = self.start(*arguments).wait(600)
        if status:
            raise RuntimeError(f"eventwire {' '.join(arguments)} ended with {status}; see {self.folder}")

    def serve(self) -> None:
        """`eventwire serve`, on its way up."""
        places = ("--port", str(self.port), "--home", str(self.home))
        self.serving = self.start("serve", *places, "--poll-seconds", str(self.poll_seconds))

    def receive(self) -> None:
        """The receiver."""
        places = ("--port", str(self.hook_port), "--book", str(self.book))
        self.receiving = subprocess.Popen([sys.executable, "-m", "benchmarks.receiver", *places])

    def taken(self) -> list[dict[str, Any]]:
        """What the receiver has taken so far; a line that a kill cut short was not answered."""
        if not self.book.exists():
            return []
        found = []
        for line in self.book.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found

    def is_up(self) -> bool:
        """Whether the Prefect server answers."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/api/health", timeout=2.0).is_success
        except httpx.HTTPError:
            return False

    def stop_serving(self) -> float:
        """Ends `serve` as a service manager would; returns the seconds that it took."""
        started = time.monotonic()
        if self.serving is not None:
            stop(self.serving)
            self.serving = None
        return time.monotonic() - started

    def close(self) -> None:
        """Ends all that was started here, servers left behind by kills too."""
        self.stop_serving()
        if self.receiving is not None:
            stop(self.receiving)
        for pid in own_processes(self.folder):
            os.kill(pid, signal.SIGKILL)
        for log in self._logs:
            log.close()


def stop(process: "subprocess.Popen[bytes]") -> None:
    """SIGTERM, and SIGKILL where that did not do within a minute."""
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def own_processes(folder: Path) -> dict[int, str]:
    """Processes whose environment names the rig's folder, with what they are: ours, whoever started them."""
    mark = str(folder / "prefect").encode()
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if mark in (entry / "environ").read_bytes():
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
    return found


def free_port() -> int:
    """A port of loopback that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
