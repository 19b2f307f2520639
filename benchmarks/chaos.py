"""Kills at random: `python -m benchmarks.chaos [--entries 1000] [--kills 50] [--seed 1]`.

While `eventwire serve` polls a feed on loopback and tells a web hook of alerts, one of these is killed with SIGKILL
again and again: the Prefect server, the runner, a flow run, `serve` itself, the receiver. Whoever started `serve` and
the receiver starts them again, as a service manager would. Afterwards every entry must be loaded once, every event that
meets the rule must have its alert, every message must have been taken at least once under its one key, and the
database's own checks must find nothing. Exit 1 if anything is amiss. Only processes of this benchmark are killed.
"""

import argparse
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.rig import Feed, Rig, own_processes
from storage.checking import inconsistencies

# What each victim's command line holds; the harness itself starts the last two again.
_VICTIMS = {"server": ("prefect server start", "prefect.server"), "runner": ("flows.served",), "flow run": (".engine",)}
_RESTARTED = ("serve", "receiver")
_SETTLING = 900.0  # seconds for all that is left to be loaded and delivered
_TOLD = """
SELECT DISTINCT articles.url FROM articles
JOIN reports ON reports.version_id = articles.latest_version_id AND reports.superseded_at IS NULL
JOIN event_reports USING (report_id) JOIN current_events USING (event_id)
WHERE event_reports.superseded_at IS NULL AND current_events.type = 'ASSAULT'
"""
_MET = """
SELECT event_id FROM current_events WHERE type = 'ASSAULT' AND mode = 'drone' AND status = 'actual'
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest-pause", type=float, default=12.0, help="seconds between two kills, at most")
    parser.add_argument("--keep", type=Path, help="folder for database and logs [default: one that is removed]")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = chosen.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        feed = Feed(seed=chosen.seed, window=chosen.entries)  # what a feed drops before it was asked, nobody can have
        stack.callback(feed.close)
        rig = Rig(folder=folder.resolve(), feed=feed, spacing=0.0)
        stack.callback(rig.close)
        rig.set_up()
        started = time.monotonic()
        killed = torment(rig, chosen.entries, chosen.kills, random.Random(chosen.seed), chosen.longest_pause)
        told = ", ".join(f"{victim} {number}" for victim, number in sorted(killed.items()))
        print(f"{chosen.entries} entries, {sum(killed.values())} kills ({told}), seed {chosen.seed}")
        settle(rig)
        rig.stop_serving()
        faults = faults_of(rig)
        print(f"{time.monotonic() - started:.0f} s; faults found: {faults or 'none'}")
    sys.exit(1 if faults else 0)


def torment(rig: Rig, entries: int, kills: int, dice: random.Random, longest: float) -> Counter[str]:
    """Publishes and kills by turns; returns what was killed how often."""
    killed: Counter[str] = Counter()
    rig.receive()
    rig.serve()
    while sum(killed.values()) < kills:
        share = entries * (sum(killed.values()) + 1) // (kills + 1)
        while len(rig.feed.told) < share:
            rig.feed.publish()
        time.sleep(dice.uniform(0.5, longest))
        if rig.serving is not None and rig.serving.poll() is not None:
            print(f"serve ended with {rig.serving.returncode}; started again", file=sys.stderr, flush=True)
            rig.serve()
        victim = dice.choice([*_VICTIMS, *_RESTARTED])
        if not kill(rig, victim):
            continue  # it does not run just now
        killed[victim] += 1
        print(f"kill {sum(killed.values())}: {victim}; {len(rig.feed.told)} published", file=sys.stderr, flush=True)
        if victim in _RESTARTED:
            time.sleep(dice.uniform(0, 4))
            rig.serve() if victim == "serve" else rig.receive()
    while len(rig.feed.told) < entries:
        rig.feed.publish()
    return killed


def kill(rig: Rig, victim: str) -> bool:
    """Whether there was one to be killed."""
    if victim in _RESTARTED:
        process = rig.serving if victim == "serve" else rig.receiving
        if process is None or process.poll() is not None:
            return False
        process.kill()
        process.wait()
        return True
    words = _VICTIMS[victim]
    found = [pid for pid, command in own_processes(rig.folder).items() if any(word in command for word in words)]
    for pid in found[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return True
    return False


def settle(rig: Rig) -> None:
    """Waits until all is loaded and delivered, or does not get further."""
    deadline = time.monotonic() + _SETTLING
    while time.monotonic() < deadline:
        time.sleep(2.0)
        with rig.database.reading() as connection:
            loaded = connection.execute("SELECT count(DISTINCT url) FROM articles").fetchone()
            waiting = connection.execute("SELECT count(*) FROM outbox WHERE state <> 'delivered'").fetchone()
            met = {row[0] for row in connection.execute(_MET).fetchall()}
            alerted = {row[0] for row in connection.execute("SELECT unnest(event_ids) FROM alerts").fetchall()}
        if loaded and loaded[0] >= len(rig.feed.told) and waiting == (0,) and met <= alerted:
            return
        reached, left = (loaded or (0,))[0], (waiting or (0,))[0]
        print(f"settling: {reached} of {len(rig.feed.told)} loaded, {left} messages wait", file=sys.stderr, flush=True)
        time.sleep(8.0)


def faults_of(rig: Rig) -> list[str]:
    """What is wrong, in words."""
    found = []
    with rig.database.reading() as connection:
        urls = Counter(row[0] for row in connection.execute("SELECT url FROM articles").fetchall())
        versions = connection.execute(
            "SELECT count(*) FROM (SELECT article_id FROM versions WHERE superseded_at IS NULL GROUP BY article_id "
            "HAVING count(*) > 1)"
        ).fetchone()
        met = {row[0] for row in connection.execute(_MET).fetchall()}
        in_events = {row[0] for row in connection.execute(_TOLD).fetchall()}
        alerts = dict(connection.execute("SELECT alert_id, event_ids FROM alerts").fetchall())
        outbox = connection.execute("SELECT delivery_id, alert_id, state FROM outbox").fetchall()
    wanted = {rig.feed.page(each.number) for each in rig.feed.told}
    for name, number in (
        ("entries that are not loaded", len(wanted - set(urls))),
        ("entries that are loaded twice", sum(urls[url] > 1 for url in wanted) + (versions[0] if versions else 0)),
        ("entries whose attack brought no event", len(wanted - in_events)),
        ("events without an alert", len(met - {each for ids in alerts.values() for each in ids})),
        ("alerts without a message", len(set(alerts) - {alert_id for _, alert_id, _ in outbox})),
        ("messages that were not delivered", sum(state != "delivered" for _, _, state in outbox)),
    ):
        if number:
            found.append(f"{number} {name}")
    taken = Counter(each["key"] for each in rig.taken())
    keys = {delivery_id for delivery_id, _, _ in outbox}
    if keys - set(taken):
        found.append(f"{len(keys - set(taken))} messages that the receiver never saw")
    if set(taken) - keys:
        found.append(f"{len(set(taken) - keys)} messages under keys that the outbox does not know")
    found += [f"{each.number} x {each.problem}: {each.examples}" for each in inconsistencies(rig.database)]
    print(
        f"{len(wanted)} entries, {sum(urls.values())} articles, {len(met)} events, {len(alerts)} alerts, {len(keys)} "
        f"messages, taken {sum(taken.values())} times ({sum(taken.values()) - len(taken)} repeated under their key)"
    )
    return found


if __name__ == "__main__":
    main()
