"""Feeds mutated at random: whatever comes, parsing answers with a feed or a reason and never raises.

    python benchmarks/fuzz_feeds.py --folder FEEDS [--copies 10000] [--seed 1]

Each copy of a feed is changed by one to twenty edits: bytes replaced, cut, doubled, swapped between feeds, truncated.
Prints how many copies gave a feed and how many a reason, the slowest copy, and every exception that got out (exit 1).
"""

import argparse
import random
import time
from collections import Counter
from pathlib import Path

from domain.rejects import Rejected
from extractors.feeds import parse_feed


def mutated(content: bytes, others: list[bytes], dice: random.Random) -> bytes:
    """The content with one to twenty edits."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 20)):
        if not data:
            break
        at, length = dice.randrange(len(data)), dice.choice((1, 2, 8, 64, 512))
        edit = dice.randrange(6)
        if edit == 0:
            data[at : at + length] = dice.randbytes(dice.randint(0, length))
        elif edit == 1:
            del data[at : at + length]
        elif edit == 2:
            data[at:at] = data[at : at + length] * dice.randint(1, 4)
        elif edit == 3:
            other = dice.choice(others)
            start = dice.randrange(max(1, len(other)))
            data[at:at] = other[start : start + length]
        elif edit == 4:
            data[at:at] = dice.choice(
                (b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\x00", b"\xff\xfe", b"<!ENTITY x 'y'>")
            )
        elif dice.random() < 0.1:
            del data[at:]
    return bytes(data)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folder", type=Path, required=True, help="a folder with feeds of any kind")
    options.add_argument("--copies", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    paths = sorted(path for path in chosen.folder.rglob("*") if path.is_file() and ".serde" not in path.name)
    feeds = [path.read_bytes() for path in paths if path.stat().st_size < 300_000]
    dice = random.Random(chosen.seed)
    counts: Counter[str] = Counter()
    slowest = 0.0
    for number in range(chosen.copies):
        content = mutated(dice.choice(feeds), feeds, dice)
        started = time.process_time()
        try:
            found = parse_feed(content, url="https://news.example/feed")
            counts["a reason" if isinstance(found, Rejected) else "a feed"] += 1
        except Exception as error:  # noqa: BLE001 -- finding these is the purpose
            counts["AN EXCEPTION"] += 1
            print(f"copy {number}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.process_time() - started)
    print(f"{chosen.copies} copies of {len(feeds)} feeds, seed {chosen.seed}: {dict(counts)}; slowest {slowest:.2f} s")
    raise SystemExit(1 if counts["AN EXCEPTION"] else 0)


if __name__ == "__main__":
    main()
