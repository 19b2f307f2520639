"""robots.txt files, kept between rounds of polling."""

from collections.abc import Iterable
from datetime import datetime

from storage.database import Connection
from storage.frames import stage

_KEPT = "SELECT origin, body, closed, until FROM robots WHERE until > $now_time ORDER BY origin"
_FORGET = "DELETE FROM robots WHERE origin IN (SELECT origin FROM staged_robots)"
_SAVE = "INSERT INTO robots BY NAME SELECT * FROM staged_robots"

RobotsRow = tuple[str, str, str | None, datetime]  # origin, body, why closed, until when it holds


def kept_robots(connection: Connection, now: datetime) -> tuple[RobotsRow, ...]:
    """Files that still hold."""
    rows = connection.execute(_KEPT, {"now_time": now}).fetchall()
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


def save_robots(connection: Connection, files: Iterable[RobotsRow]) -> None:
    """Records files in place of what was recorded of the same hosts."""
    rows = [dict(zip(("origin", "body", "closed", "until"), file, strict=True)) for file in files]
    if rows:
        stage(connection, "robots", rows)
        connection.execute(_FORGET)
        connection.execute(_SAVE)
