"""Taking turns at opening the database, so that a stream of readers never keeps a writer out.

Whoever opens the database holds a lock file while it tries. A writer that waits for readers to finish thereby keeps new
ones from overtaking it; it is given up once the database is open. The system frees the lock of a process that dies.
"""

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST_WAIT = 0.01  # seconds between tries


@contextmanager
def turn(lock_file: Path, deadline: float) -> Iterator[bool]:
    """Waits for its turn, until the monotonic clock shows `deadline`; gives whether it came.

    Where there can be no lock file (a folder that is not ours to write, a system without flock) it is always our turn.
    """
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    try:
        file = lock_file.open("ab")
    except OSError:
        yield True
        return
    with file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    yield False
                    return
                time.sleep(random.uniform(0.1, 1) * _LONGEST_WAIT)
            else:
                break
        yield True
