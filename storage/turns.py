"""Turns at the database: one writer, or several readers, and nobody kept out for long.

DuckDB refuses whoever comes at the wrong time, and asking it again and again costs far more than asking for a file
lock. So whoever wants the database passes a door into a room and stays there while it is open. Readers share the room;
a writer has it alone, and keeps the door shut while it waits for it, so that new readers don't overtake it. The system
frees the locks of a process that dies.
"""

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_LONGEST_WAIT = 0.01  # seconds between tries


@contextmanager
def turn(database: Path, deadline: float, *, shared: bool) -> Iterator[bool]:
    """Waits for its turn, until the monotonic clock shows `deadline`, and keeps it; gives whether it came.

    Where there can be no lock files (a folder that is not ours to write, a system without flock) it is always our turn.
    """
    if sys.platform == "win32":
        yield True
        return
    try:
        door = database.with_name(database.name + ".lock").open("ab")
    except OSError:
        yield True
        return
    with door, database.with_name(database.name + ".room.lock").open("ab") as room:
        entered = _locked(door, deadline, shared=False) and _locked(room, deadline, shared=shared)
        _unlocked(door)
        yield entered


def _locked(file: BinaryIO, deadline: float, *, shared: bool) -> bool:
    """Whether the lock could be had before the deadline."""
    if sys.platform == "win32":
        return True
    import fcntl

    while True:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(random.uniform(0.1, 1) * _LONGEST_WAIT)
        else:
            return True


def _unlocked(file: BinaryIO) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)
