"""What to do about what `status` shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_HOUR = 3600
_SELDOM = 3 * 86400
_LEAST_FREE = 1 << 30

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What `status` found, in rows."""

    held: Row
    queue: Sequence[Row]  # what, number, seconds since the oldest
    failing: Sequence[Row]
    errors: Sequence[Row]
    ages: Mapping[str, int | None]  # seconds by what was done; None: never
    sizes: Mapping[str, int]  # bytes, "free" among them


def advice(found: Standing) -> tuple[str, ...]:
    """Lines that say what is wrong and what to do; none where all is well."""
    return (*_to_begin(found), *_at_polling(found), *_at_queues(found), *_at_housekeeping(found))


def _to_begin(found: Standing) -> Iterator[str]:
    if found.held["articles"]:
        return
    if found.held["active_sources"]:
        yield "there are no articles yet: `eventwire poll` asks the sources, `eventwire serve` does so on a schedule"
    else:
        yield "there are no articles yet: `eventwire backfill FOLDER`, or `eventwire sources import FILE` and `poll`"


def _at_polling(found: Standing) -> Iterator[str]:
    polled = found.ages.get("last good poll")
    if found.failing:
        name = found.failing[0]["name"]
        yield (
            f"{len(found.failing)} sources fail or are silent: `eventwire fetches --source '{name}'` shows why; where "
            "an address has moved, add the new one and `eventwire sources remove` the old"
        )
    if found.held["due_sources"] and polled is not None and polled > _HOUR:
        yield f"{found.held['due_sources']} sources are due and nobody polls: is `eventwire serve` running?"


def _at_queues(found: Standing) -> Iterator[str]:
    for row in found.queue:
        match row["what"]:
            case "batches to be loaded" if row["seconds"] > _HOUR:
                yield "batches wait and nobody loads them: is `eventwire serve` running, or a worker of `process`?"
            case "batches that failed":
                yield "`eventwire doctor` names the batches that failed and what becomes of them"
            case "messages to be delivered" if row["seconds"] > _HOUR:
                yield "messages can't be delivered: `eventwire alerts outbox` says why; they go on being tried"
            case "messages given up":
                yield "messages were given up: `eventwire alerts outbox` says why, `eventwire alerts retry` tries anew"
    if any(row["kind"].startswith("document:") for row in found.errors):
        yield "`eventwire rejects list` shows the documents that went no further; `rejects replay` reads them again"
    if any(row["kind"].startswith("run:") for row in found.errors):
        yield "runs failed or were killed: the next run takes up what they left; the log of that flow says why"


def _at_housekeeping(found: Standing) -> Iterator[str]:
    if not found.held["articles"]:
        return
    for what, cure in (
        ("housekeeping", "`eventwire maintain`, or let `eventwire serve` do it every night"),
        ("backup", "`eventwire backup FOLDER`, or set EVENTWIRE_BACKUPS for the nightly `maintain`"),
    ):
        seconds = found.ages.get(what)
        if seconds is None or seconds > _SELDOM:
            told = "was never done" if seconds is None else f"was last done {seconds // 86400} days ago"
            yield f"{what} {told}: {cure}"
    published, article = found.ages.get("published copy"), found.ages.get("last article")
    if published is not None and article is not None and published > article + 86400:
        yield "the published copy is more than a day behind: `eventwire publish`, or let `eventwire serve` renew it"
    if found.sizes["free"] < max(_LEAST_FREE, found.sizes.get("database", 0)):
        yield "the disk is nearly full: set EVENTWIRE_KEEP_RAW_DAYS and run `eventwire maintain`, or keep fewer backups"
