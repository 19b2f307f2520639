"""Which files of the paths that a person named are read, and in which order."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from domain.errors import InputError

MOST_BYTES = 10_000_000  # of one document; a longer one is no news article
# What each suffix is read as.
READERS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".csv": "csv",
    ".warc": "warc",
    ".warc.gz": "warc",
}
_NOTES = ("readme", "license", "licence", "copying", "makefile")  # they speak of the files beside them
_NOTE_SUFFIXES = (".md", ".yaml", ".yml")


def found_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files at or below `paths`: paths in the order given, folders sorted by name.

    In folders, hidden files and what speaks of other files (READMEs, YAML) are left out.

    Raises InputError for a path that does not exist.
    """
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise InputError(f"there is no file or folder at {path}; check the spelling")
        if path.is_dir():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder  # reading it tells why
        return
    for entry in entries:
        if entry.name.startswith(".") or _is_note(entry):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _below(entry)
        elif not entry.is_dir():
            yield entry


def _is_note(path: Path) -> bool:
    return path.stem.lower() in _NOTES or path.suffix.lower() in _NOTE_SUFFIXES


def kind_of(path: Path) -> str | None:
    """The reader for a file by its suffix; None where there is none."""
    name = path.name.lower()
    if name.endswith(".warc.gz"):
        return "warc"
    return READERS.get(Path(name).suffix)


def trouble_with(path: Path) -> str | None:
    """Why a path can't be opened as a file, in plain words; None where it can."""
    try:
        mode = path.stat().st_mode
    except PermissionError:
        return "no permission to read it"
    except OSError as error:
        return f"it can't be read: {error.strerror}"
    if stat.S_ISDIR(mode):
        return "no permission to list the folder"
    if not stat.S_ISREG(mode):
        return "it is not a regular file"
    return None
