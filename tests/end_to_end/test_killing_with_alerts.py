"""Rounds of polling and their receiver are killed at random: all is loaded once, each alert told under one key."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.chaos import faults_of
from benchmarks.rig import Feed, Rig, stop

KILLS = 5
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    feed = Feed(seed=3)
    made = Rig(folder=tmp_path, feed=feed, spacing=0.0)
    made.set_up()
    made.receive()
    yield made
    made.close()
    feed.close()


@pytest.fixture
def forker(rig: Rig) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-W", "ignore", "-m", "tests.end_to_end.fork_server"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=rig.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.stdin.close()
    process.wait(30)
    process.stdout.close()


def poll(forker: "subprocess.Popen[str]", rig: Rig, kill_after: float | None = None) -> int:
    """The exit status of a round with its alerts, killed after some seconds if it has not ended by then."""
    assert forker.stdin is not None
    assert forker.stdout is not None
    request = {"poll": True, "paths": [], "database": str(rig.database.path), "batch_size": 2}
    forker.stdin.write(json.dumps(request) + "\n")
    forker.stdin.flush()
    pid = int(forker.stdout.readline())
    if kill_after is not None:
        time.sleep(kill_after)
        with suppress(ProcessLookupError):  # it may have ended
            os.kill(pid, signal.SIGKILL)
    return int(forker.stdout.readline())


def due_again(rig: Rig) -> None:
    """The feed may be asked, and what failed may be tried, at once."""
    with rig.database.transaction() as connection:
        connection.execute("UPDATE source_polls SET due_at = NULL")
        connection.execute("UPDATE feed_entries SET due_at = NULL")
        connection.execute("UPDATE outbox SET next_try_at = created_at WHERE state = 'waiting'")


@pytest.mark.slow
@pytest.mark.model
def test_kills_of_loader_and_receiver_lose_nothing_and_double_nothing(
    rig: Rig, forker: "subprocess.Popen[str]"
) -> None:
    dice = random.Random(11)
    for number in range(KILLS):
        rig.feed.publish()
        rig.feed.publish()
        if number % 2:
            assert rig.receiving is not None
            stop(rig.receiving)
            poll(forker, rig)  # nobody takes its messages
            rig.receive()
        poll(forker, rig, kill_after=dice.uniform(0.05, 0.9))
        due_again(rig)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        due_again(rig)
        assert poll(forker, rig) == 0
        if len({each["key"] for each in rig.taken()}) >= len(rig.feed.told):
            break
    assert faults_of(rig) == []
