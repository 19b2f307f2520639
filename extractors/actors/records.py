"""Reading the knowledge files: CSV with a header of comments, each row checked as it is read."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from domain.actors import ActorKind, Sector
from domain.errors import KnowledgeError

DATA = Path(__file__).parent / "data"
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with where it stands, so that whatever is wrong can be named."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def wrong(self, problem: str) -> KnowledgeError:
        return KnowledgeError(self.where, problem)

    def wanted(self, column: str) -> str:
        if not self.cells[column]:
            raise self.wrong(f"{column} is empty")
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        cell = self.cells[column]
        return tuple(part for piece in cell.split("|") if (part := piece.strip())) if cell else ()

    def day(self, column: str) -> date | None:
        """An ISO day; a year or month alone begins (or, for an end, is read by the caller) at its first day."""
        cell = self.cells[column]
        if not cell:
            return None
        try:
            return date.fromisoformat(cell if len(cell) == 10 else f"{cell}-01-01"[:10])
        except ValueError:
            raise self.wrong(f"{column} is not a day: {cell!r}") from None

    def kind(self) -> ActorKind:
        return self._member(ActorKind, "kind", self.wanted("kind"))

    def sector(self) -> Sector | None:
        return self._member(Sector, "sector", self.cells["sector"]) if self.cells["sector"] else None

    def _member(self, enum: type[E], column: str, cell: str) -> E:
        try:
            return enum(cell)
        except ValueError:
            raise self.wrong(f"{column} {cell!r} is none of {', '.join(enum)}") from None


def rows(name: str, columns: tuple[str, ...], *, folder: Path = DATA) -> Iterator[Row]:
    """The rows of a knowledge file with exactly these columns.

    Raises KnowledgeError where the file is missing, has no header of origin and licence, or a row has another number
    of cells.
    """
    path = folder / name
    if not path.is_file():
        raise KnowledgeError(name, "the file is missing")
    with path.open(encoding="utf-8", newline="") as stream:
        comments = 0
        text = stream.read()
    lines = text.splitlines(keepends=True)
    while comments < len(lines) and lines[comments].startswith("#"):
        comments += 1
    header = "".join(lines[:comments]).casefold()
    if "origin" not in header or "licen" not in header:
        raise KnowledgeError(f"{name}:1", "the header names no origin or no licence")
    reader = csv.reader(lines[comments:])
    found = next(reader, [])
    if tuple(found) != columns:
        raise KnowledgeError(f"{name}:{comments + 1}", f"wants the columns {','.join(columns)}, has {','.join(found)}")
    for cells in reader:
        if not cells or cells[0].startswith("#"):
            continue
        line = comments + reader.line_num
        if len(cells) != len(columns):
            raise KnowledgeError(f"{name}:{line}", f"has {len(cells)} cells, not {len(columns)}")
        yield Row(name, line, dict(zip(columns, cells, strict=False)))
