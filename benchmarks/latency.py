"""From poll to delivery: `python -m benchmarks.latency [--entries 50] [--through-sweep] [--poll-seconds 10]`.

`eventwire serve` with a Prefect home and a database of its own watches a feed on loopback. Entries are published one by
one, each is an attack that fires an alert, and a web hook on loopback takes the message. Two delays are told: from the
publication, which holds the wait for the next round, and from the request that first listed the entry. With
`--through-sweep` every entry is loaded by `eventwire backfill` while `serve` is down, so that no event announces it,
and `serve` is then started: its sweep finds what was missed.
"""

import argparse
import contextlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.rig import Feed, Rig

_PATIENCE = 240.0  # seconds for one alert


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--through-sweep", action="store_true")
    parser.add_argument("--poll-seconds", type=int, default=10, help="at least 10")
    parser.add_argument("--spacing", type=float, default=2.0, help="seconds between two requests to one host")
    parser.add_argument("--keep", type=Path, help="folder for databases and logs [default: one that is removed]")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = chosen.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        feed = Feed()
        stack.callback(feed.close)
        rig = Rig(folder=folder.resolve(), feed=feed, poll_seconds=chosen.poll_seconds, spacing=chosen.spacing)
        stack.callback(rig.close)
        rig.set_up()
        rig.receive()
        missing = through_sweep(rig, chosen.entries) if chosen.through_sweep else with_triggers(rig, chosen.entries)
    if missing:
        print(f"{missing} alerts did not arrive")
        sys.exit(1)


def with_triggers(rig: Rig, entries: int) -> int:
    """Entries one by one while `serve` runs; returns how many brought no alert."""
    started = time.monotonic()
    rig.serve()
    _until(rig.is_up, 120)
    first = rig.feed.publish()
    _arrival(rig, first.number)
    print(f"serve: up and first alert delivered after {time.monotonic() - started:.1f} s (not counted below)")
    dice = random.Random(1)
    published, polled, missing = [], [], 0
    for _ in range(entries):
        time.sleep(dice.uniform(0, rig.poll_seconds))  # at any moment of the round
        entry = rig.feed.publish()
        arrived = _arrival(rig, entry.number)
        if arrived is None:
            missing += 1
            continue
        published.append(arrived - entry.at)
        polled.append(arrived - rig.feed.listed[entry.number])
        print(f"  entry {entry.number}: {polled[-1]:.1f} s after the poll", file=sys.stderr, flush=True)
    show(f"from poll to delivery, {len(polled)} entries", polled)
    show(f"from publication to delivery, a round every {rig.poll_seconds} s", published)
    print(f"serve stopped in {rig.stop_serving():.1f} s")
    return missing


def through_sweep(rig: Rig, entries: int) -> int:
    """Entries loaded while nothing runs, then found by the sweep of a `serve` that starts."""
    rig.serve()  # once, so that its deployments are there
    _until(rig.is_up, 120)
    _arrival(rig, rig.feed.publish().number)
    delays, missing = [], 0
    for _ in range(entries):
        rig.stop_serving()
        entry = rig.feed.publish()
        page = rig.folder / f"{entry.number}.html"
        page.write_bytes(rig.feed.answer(f"/p/{entry.number}/")[2])
        rig.run("backfill", str(page))
        loaded = time.time()
        rig.serve()
        arrived = _arrival(rig, entry.number, words=entry.text.partition(". ")[0])
        if arrived is None:
            missing += 1
            continue
        delays.append(arrived - loaded)
        print(f"  entry {entry.number}: {delays[-1]:.1f} s after the start", file=sys.stderr, flush=True)
    show(f"from the start of serve to delivery through its sweep, {len(delays)} entries", delays)
    return missing


def show(name: str, seconds: Sequence[float]) -> None:
    """The distribution in a line."""
    if not seconds:
        return
    ordered = sorted(seconds)
    ninth = ordered[min(len(ordered) - 1, round(0.9 * (len(ordered) - 1)))]
    print(
        f"{name}: min {ordered[0]:.1f}, p50 {statistics.median(ordered):.1f}, p90 {ninth:.1f}, max {ordered[-1]:.1f} s"
    )


def _arrival(rig: Rig, number: int, words: str | None = None) -> float | None:
    """When the alert of an entry was taken; None: it was not in time."""
    mark = words or rig.feed.page(number)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        for each in rig.taken():
            if mark in each["message"]["body"]:
                return float(each["at"])
        time.sleep(0.05)
    return None


def _until(happened: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return
        time.sleep(0.2)
    raise RuntimeError("it did not start in time")


if __name__ == "__main__":
    main()
