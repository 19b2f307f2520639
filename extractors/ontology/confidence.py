"""How often a coded report is right, by how much of it rests on known words."""

import csv
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from domain.errors import KnowledgeError

_COLUMNS = ["level", "right", "reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """A rising line from the coder's own level to the share of reports of that level whose type is right."""

    levels: tuple[float, ...]  # rising
    right: tuple[float, ...]  # never falling

    def of(self, level: float) -> float:
        """The share at a level: between two of the table on the line between them, beyond its ends as at the end.

        >>> Confidence(levels=(0.5, 0.9), right=(0.4, 0.8)).of(0.7)
        0.6
        >>> Confidence(levels=(0.5, 0.9), right=(0.4, 0.8)).of(0.1)
        0.4
        """
        after = bisect_left(self.levels, level)
        if after == 0:
            return self.right[0]
        if after == len(self.levels):
            return self.right[-1]
        low, high = self.levels[after - 1], self.levels[after]
        share = (level - low) / (high - low)
        return round(self.right[after - 1] + share * (self.right[after] - self.right[after - 1]), 4)


AS_IT_IS = Confidence(levels=(0.0, 1.0), right=(0.0, 1.0))


def read_confidence(path: Path) -> Confidence:
    """The table `level,right,reports`, checked.

    Raises KnowledgeError for a line that is no such row, or where a column falls.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    skipped = len(path.read_text(encoding="utf-8").splitlines()) - len(lines)
    rows = list(csv.reader(lines))
    if not rows or rows[0] != _COLUMNS:
        raise KnowledgeError(f"{path.name}:{skipped + 1}", f"the columns must be {', '.join(_COLUMNS)}")
    points: list[tuple[float, float]] = []
    for number, row in enumerate(rows[1:], skipped + 2):
        try:
            level, right = float(row[0]), float(row[1])
        except (ValueError, IndexError) as error:
            raise KnowledgeError(f"{path.name}:{number}", "a row is a level, a share and a count") from error
        if not (0.0 <= right <= 1.0) or (points and (level <= points[-1][0] or right < points[-1][1])):
            raise KnowledgeError(f"{path.name}:{number}", "levels must rise, and shares may not fall or leave 0 to 1")
        points.append((level, right))
    if not points:
        raise KnowledgeError(path.name, "the table has no rows")
    return Confidence(levels=tuple(level for level, _ in points), right=tuple(right for _, right in points))
