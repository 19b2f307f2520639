"""A web hook on loopback that takes, refuses, redirects, hangs or talks too much, as it is told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Headers = dict[str, str]


@dataclass
class Receiver:
    """What it was told, and how it answers."""

    port: int = 0
    status: int = 200
    failures: int = 0  # so many requests more are answered with 503
    answer: Headers = field(default_factory=dict)  # headers of its answers
    hangs: float = 0.0  # seconds before it answers
    talk: int = 0  # bytes that it claims to answer with, slowly
    taken: list[tuple[str, Headers, bytes]] = field(default_factory=list)  # path, headers, body

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def messages(self) -> list[Any]:
        return [json.loads(body) for _, _, body in self.taken]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver while it listens."""
    told = Receiver()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(told.hangs)
            status = 503 if told.failures > 0 else told.status
            told.failures -= 1
            if 200 <= status < 300:
                headers = {name.lower(): value for name, value in self.headers.items()}
                told.taken.append((self.path, headers, body))
            self.send_response(status)
            for name, value in told.answer.items():
                self.send_header(name, value)
            if told.talk:
                self.send_header("Content-Length", str(told.talk))
            self.end_headers()
            if told.talk:
                self.wfile.write(b"x" * 100_000)
                time.sleep(0.2)

        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.daemon_threads = True
    told.port = server.server_port
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
