"""A web server on loopback that does exactly what a test says, good manners or bad."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Script = Callable[["Asked"], "Reply | Iterable[bytes]"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]  # names in lower case
    at: float  # monotonic seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with a right length and no surprises."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} So", f"Content-Length: {len(self.body)}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


class Web:
    """Pages by path; a page may be a reply, or a function of the request, or a generator of raw bytes."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Script] = {}
        self.asked: list[Asked] = []
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._closing = False
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        self._closing = True
        self._socket.close()

    def _serve(self) -> None:
        while not self._closing:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            with connection:
                connection.settimeout(10)
                asked = self._read(connection)
                if asked is not None:
                    for piece in self._pieces(asked):
                        connection.sendall(piece)
        except OSError:
            pass  # the client hung up, as a careful client does
        finally:
            with self._lock:
                self.at_once -= 1

    def _read(self, connection: socket.socket) -> Asked | None:
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return None
            data += more
        head, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        asked = Asked(head.split(" ")[1], headers, time.monotonic())
        self.asked.append(asked)
        return asked

    def _pieces(self, asked: Asked) -> Iterator[bytes]:
        page = self.pages.get(asked.path.split("?")[0], Reply(b"nothing here", 404))
        found = page if isinstance(page, Reply) else page(asked)
        if isinstance(found, Reply):
            yield found.bytes()
        else:
            yield from found


@contextmanager
def web() -> Iterator[Web]:
    """A server for one test."""
    server = Web()
    try:
        yield server
    finally:
        server.close()
