"""A web hook that writes down what it takes: `python -m benchmarks.receiver --port P --book FILE`.

A line of JSON for each message (when, under which key, what), on the disk before it is answered: a kill loses nothing
that was taken.
"""

import argparse
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock


def serve(port: int, book: Path) -> None:
    """Takes messages until it is stopped."""
    lock = Lock()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            moment = time.time()
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            line = json.dumps({"at": moment, "key": self.headers["Idempotency-Key"], "message": body})
            with lock, book.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
                file.flush()
                os.fsync(file.fileno())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    ThreadingHTTPServer(("127.0.0.1", port), Hook).serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--book", type=Path, required=True)
    chosen = parser.parse_args()
    serve(chosen.port, chosen.book)


if __name__ == "__main__":
    main()
