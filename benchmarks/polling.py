"""Polling 500 feeds of 50 entries on loopback, first and second round, beside the library `reader` in the same run.

    python benchmarks/polling.py [--feeds 500] [--entries 50] [--end-to-end 10]

Each feed has an address of its own in 127.0.0.0/8, so politeness to hosts costs nothing here; pauses are off. Both
systems write to a database on disk. The second round asks each feed again, with validators.
Peak memory is of each system's own process. `--end-to-end N` also runs N feeds through all stages.
"""

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_WORDS = "ministers officials talks border trade accord sanctions strike visit envoy truce aid troops summit".split()


def body_of(feed: int, entries: int) -> bytes:
    """The feed's bytes."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{feed}-{n}</guid><link>http://news{feed}.example/{n}</link>"
        f"<title>{_WORDS[n % 14].title()} in city {feed}</title><pubDate>Tue, 05 Mar 2024 {n % 24:02}:00 GMT</pubDate>"
        f"<description>{' '.join(_WORDS[(n * i + feed) % 14] for i in range(1, 60))}.</description></item>"
        for n in range(entries)
    )
    return f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}</channel></rss>".encode()


def serve(port: "multiprocessing.Queue[int]", feeds: int, entries: int) -> None:
    """The server, in a process of its own; /count tells and clears how often it was asked."""
    bodies = [body_of(feed, entries) for feed in range(feeds)]
    tags = [f'"{sha256(body).hexdigest()[:16]}"' for body in bodies]
    counts, lock = {"requests": 0, "whole": 0, "bytes": 0}, threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/count":
                with lock:
                    answer = json.dumps(counts).encode()
                    counts.update(requests=0, whole=0, bytes=0)
                self._send(200, answer)
                return
            if self.path == "/robots.txt":
                self._send(404, b"")
                return
            feed = int(self.path.rsplit("/", 1)[1])
            known = self.headers.get("If-None-Match") == tags[feed]
            with lock:
                counts["requests"] += 1
                counts["whole"] += not known
                counts["bytes"] += 0 if known else len(bodies[feed])
            self._send(304 if known else 200, b"" if known else bodies[feed], tags[feed])

        def _send(self, status: int, content: bytes, tag: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Type", "application/rss+xml")
            if tag:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

    server = Server(("0.0.0.0", 0), Handler)
    port.put(server.server_port)
    server.serve_forever()


def addresses(feeds: int, port: int) -> list[str]:
    return [f"http://127.0.{feed // 250 + 1}.{feed % 250 + 1}:{port}/feed/{feed}" for feed in range(feeds)]


def ours(urls: Sequence[str], folder: Path) -> list[float]:
    """Seconds of the first and second round of polling, entries recorded and taken, nothing coded."""
    from domain.sources import Source
    from flows.fetching.client import Fetcher
    from flows.fetching.politeness import Manners, PoliteFetcher
    from flows.polling import Round, run_poll
    from storage.database import Database
    from storage.sources import save_sources

    database = Database(path=folder / "ours.duckdb")
    hosts = [url.split("/")[2].split(":")[0] for url in urls]
    sources = [Source(source_id=f"src{n}", name=url, url=url, full_text="feed") for n, url in enumerate(urls)]
    now = [datetime(2024, 3, 6, tzinfo=UTC)]
    with database.transaction() as connection:
        save_sources(connection, sources, moment=now[0])
    taken: list[int] = []
    seconds = []
    for number in range(2):
        round_ = Round(
            database=database,
            run_id=f"run{number}",
            open_fetcher=lambda: Fetcher(user_agent="Eventwire/bench", allowed_hosts=hosts),
            polite=lambda fetcher: PoliteFetcher(fetcher, Manners(spacing_seconds=0)),
            load=lambda found: taken.append(len(found)),
            batch_size=1_000,
            now=lambda: now[0],
        )
        started = time.monotonic()
        while run_poll(round_).taken:
            pass
        seconds.append(time.monotonic() - started)
        now[0] += timedelta(days=2)
    print(f"ours: {sum(taken)} entries taken", file=sys.stderr)
    return seconds


def theirs(urls: Sequence[str], folder: Path) -> list[float]:
    """Seconds of `reader`'s first and second update of all feeds."""
    import warnings

    warnings.simplefilter("ignore")
    from reader import make_reader

    reader = make_reader(str(folder / "theirs.sqlite"))
    for url in urls:
        reader.add_feed(url)
    seconds = []
    for _ in range(2):
        started = time.monotonic()
        reader.update_feeds(workers=16, scheduled=False)
        seconds.append(time.monotonic() - started)
    print(f"reader: {reader.get_entry_counts().total} entries", file=sys.stderr)
    return seconds


def end_to_end(urls: Sequence[str], folder: Path) -> list[float]:
    """Seconds of one round through all stages."""
    from domain.sources import Source
    from flows.polling import poll_once
    from flows.polling.adding import source_id_of
    from flows.settings import load_settings
    from storage.database import Database
    from storage.sources import save_sources

    hosts = ",".join(url.split("/")[2].split(":")[0] for url in urls)
    settings = load_settings(database=folder / "whole.duckdb", allow_hosts=hosts, host_spacing=0)
    sources = [Source(source_id=source_id_of(url), name=url, url=url, full_text="feed") for url in urls]
    with Database(path=settings.database).transaction() as connection:
        save_sources(connection, sources, moment=datetime.now(UTC))
    started = time.monotonic()
    run = poll_once(settings)
    print(f"end to end: {run.loaded.counts}", file=sys.stderr)
    return [time.monotonic() - started]


SYSTEMS = {"ours": ours, "reader": theirs, "end to end": end_to_end}


def worker(system: str, feeds: int, port: int) -> None:
    """Runs one system in this process and prints its figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = SYSTEMS[system](addresses(feeds, port), Path(folder))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {"seconds": seconds, "peak": usage.ru_maxrss / 1024, "cpu": usage.ru_utime + usage.ru_stime}
    print(json.dumps(figures))


def measured(system: str, feeds: int, port: int) -> dict[str, list[float] | float]:
    command = [sys.executable, __file__, "--worker", system, "--feeds", str(feeds), "--port", str(port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    sys.stderr.write(done.stderr[-2000:])
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--feeds", type=int, default=500)
    options.add_argument("--entries", type=int, default=50)
    options.add_argument("--end-to-end", type=int, default=10, help="feeds that go through all stages")
    options.add_argument("--worker", help=argparse.SUPPRESS)
    options.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.worker:
        worker(chosen.worker, chosen.feeds, chosen.port)
        return
    ports: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(ports, chosen.feeds, chosen.entries), daemon=True)
    server.start()
    port = ports.get()
    count = f"http://127.0.0.1:{port}/count"
    entries = chosen.feeds * chosen.entries
    print("system        first s  entries/s  second s  requests  whole    MiB  peak MiB")
    first: dict[str, float] = {}
    for system in ("ours", "reader"):
        found = measured(system, chosen.feeds, port)
        asked = _counts(count)
        seconds = found["seconds"]
        assert isinstance(seconds, list)
        first[system] = seconds[0]
        print(
            f"{system:<12} {seconds[0]:>8.2f} {entries / seconds[0]:>10.0f} {seconds[1]:>9.2f} {asked['requests']:>9} "
            f"{asked['whole']:>6} {asked['bytes'] / 2**20:>6.1f} {found['peak']:>9.0f}",
            flush=True,
        )
    print(f"first round, reader / ours: {first['reader'] / first['ours']:.2f}")
    if chosen.end_to_end:
        found = measured("end to end", chosen.end_to_end, port)
        seconds = found["seconds"]
        assert isinstance(seconds, list)
        whole = chosen.end_to_end * chosen.entries
        rate = f"{whole / seconds[0]:.0f} entries/s, {found['peak']:.0f} MiB"
        print(f"all stages: {whole} entries in {seconds[0]:.1f} s, {rate}")
    server.terminate()


def _counts(url: str) -> dict[str, int]:
    import urllib.request

    with urllib.request.urlopen(url) as answer:
        return dict(json.load(answer))


if __name__ == "__main__":
    main()
