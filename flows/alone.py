"""One at a time: what two processes must not do at once, under a file lock that the system frees when one dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import Database

_PAUSE = 0.05  # seconds between tries


@contextmanager
def alone(database: Path, errand: str, *, seconds: float = 0.0) -> Iterator[bool]:
    """Waits for at most so many seconds to be the only one on an errand; gives whether we are.

    The lock is beside the database, or beside the folder of a lake, and so for all machines that share it. A limit of
    a Prefect server would outlive a killed run for minutes; this does not. Where there are no file locks we are always
    alone.
    """
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    place = Database(path=database).place
    path = place.with_name(f"{place.name}.{errand}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + seconds
    with path.open("ab") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    yield False
                    return
                time.sleep(_PAUSE)
            else:
                yield True
                return
