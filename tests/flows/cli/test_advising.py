"""`status` says what to do: in an empty database, with sources that fail, with what waits, with old copies."""

import inspect
import re
from dataclasses import replace

import pytest

from flows.cli import advising
from flows.cli.advising import Standing, advice
from flows.cli.main import COMMANDS

DAY = 86400
WELL = Standing(
    held={"articles": 9, "active_sources": 2, "due_sources": 0},
    queue=(),
    failing=(),
    errors=(),
    ages={"last good poll": 60, "housekeeping": 3600, "backup": 3600, "published copy": None, "last article": 60},
    sizes={"free": 1 << 40},
)


def test_where_all_is_well_there_is_nothing_to_do() -> None:
    assert advice(WELL) == ()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (replace(WELL, held={"articles": 0, "active_sources": 0, "due_sources": 0}), "eventwire backfill FOLDER"),
        (replace(WELL, held={"articles": 0, "active_sources": 3, "due_sources": 3}), "eventwire poll"),
        (replace(WELL, failing=({"name": "Gazette"},)), "eventwire fetches --source 'Gazette'"),
        (
            replace(WELL, held=WELL.held | {"due_sources": 2}, ages=WELL.ages | {"last good poll": 2 * 3600}),
            "is `eventwire serve` running",
        ),
        (replace(WELL, queue=({"what": "batches to be loaded", "number": 1, "seconds": 7200},)), "nobody loads them"),
        (replace(WELL, queue=({"what": "batches that failed", "number": 1, "seconds": 5},)), "eventwire doctor"),
        (
            replace(WELL, queue=({"what": "messages to be delivered", "number": 1, "seconds": 7200},)),
            "eventwire alerts outbox",
        ),
        (replace(WELL, queue=({"what": "messages given up", "number": 1, "seconds": 5},)), "eventwire alerts retry"),
        (replace(WELL, errors=({"kind": "document: decode"},)), "eventwire rejects list"),
        (replace(WELL, errors=({"kind": "run: poll"},)), "takes up what they left"),
        (replace(WELL, ages=WELL.ages | {"backup": None}), "backup was never done"),
        (replace(WELL, ages=WELL.ages | {"housekeeping": 5 * DAY}), "5 days ago: `eventwire maintain`"),
        (replace(WELL, ages=WELL.ages | {"published copy": 3 * DAY}), "eventwire publish"),
        (replace(WELL, sizes={"free": 5 << 30, "database": 6 << 30}), "EVENTWIRE_KEEP_RAW_DAYS"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(found: Standing, words: str) -> None:
    (line,) = advice(found)
    assert words in line


def test_commands_that_are_advised_exist() -> None:
    source = inspect.getsource(advising)
    named = set(re.findall(r"`eventwire (\w+)", source))
    assert len(named) > 8
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("what", ["batches to be loaded", "messages to be delivered", "open alerts"])
def test_what_has_just_come_may_wait(what: str) -> None:
    assert advice(replace(WELL, queue=({"what": what, "number": 1, "seconds": 60},))) == ()
