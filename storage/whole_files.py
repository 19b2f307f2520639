"""Files that are whole or not there: written under another name, synced, renamed."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

_FORGOTTEN_SECONDS = 24 * 3600  # unfinished files older than this are of killed runs


def write_whole(path: Path, content: bytes) -> None:
    """Puts content at a path; the rename lasts through a power cut once its folder is synced."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def unfinished_beside(target: Path) -> Path:
    """Where this process may write what is to be put at a path."""
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def put_in_place(unfinished: Path, target: Path) -> None:
    """Renames what is finished to its path; raises OSError where a device, pipe or folder stands there."""
    if target.exists() and not target.is_file():
        raise OSError(f"{target} is no file that could be replaced: name another path")
    unfinished.replace(target)


def forget_unfinished(target: Path) -> None:
    """Removes what killed processes left unfinished beside a path, a day later."""
    for left in target.parent.glob(f".{target.name}.*.part*"):
        if is_forgotten(left):
            drop(left)


def is_forgotten(path: Path) -> bool:
    """Whether nobody can still be at work on it."""
    try:
        return time.time() - path.stat().st_mtime > _FORGOTTEN_SECONDS
    except OSError:
        return False


def drop(path: Path) -> None:
    """Removes an unfinished database with its log and locks, where they are there."""
    for ending in ("", ".wal", ".lock", ".room.lock"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Makes a file, or the renames in a folder, last through a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
