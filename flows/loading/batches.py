"""Input cut into batches by position: the same input gives the same batches, whatever is loaded already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from flows.inputs import Found, documents_in, found_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A run of inputs that is parsed together and loaded as one transaction."""

    number: int  # from 1
    inputs: tuple[Found, ...]
    batch_id: str | None = None  # set where the database holds it already, waiting; None: named after its inputs


def batches_of(paths: Iterable[Path], size: int) -> Iterator[Batch]:
    """All inputs at or below `paths`, `size` at a time; files are opened as they are reached.

    Raises InputError for a path that does not exist.
    """
    found = (document for path in found_files(paths) for document in documents_in(path))
    return cut(found, size)


def cut(found: Iterable[Found], size: int) -> Iterator[Batch]:
    """Inputs, `size` at a time."""
    stream = iter(found)
    number = 0
    while inputs := tuple(islice(stream, size)):
        number += 1
        yield Batch(number=number, inputs=inputs)
