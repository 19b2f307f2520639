"""Merging reports into events: cost per report as the stored events grow, against comparing with all of them.

    python benchmarks/merging.py [--largest 1000000]

Reports are generated: two hundred states in dyads drawn by Zipf's law, three types, days over ten years. The bound in
the same run is one pass over all stored events per report (what merging without blocking would cost), sampled.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta

from domain.events import ReportContext
from domain.intervals import DayInterval
from domain.reports import EventType, Party, QuadClass, Report, ReportDate, Status
from domain.spans import Span
from extractors.events import MemoryEventIndex, agreement, member_of, merge_reports

_TYPES = (EventType.CONSULT, EventType.ACCUSE, EventType.ASSAULT)
_WORDS = [f"word{number}" for number in range(5_000)]
_NOWHERE = Span(start=0, end=1)


def generated(count: int, seed: int) -> Iterator[ReportContext]:
    """Reports with their contexts, dated, by one of forty publishers."""
    chance = random.Random(seed)
    states = [f"S{number:02d}" for number in range(200)]
    weights = [1 / (rank + 1) for rank in range(len(states))]
    for number in range(count):
        one, other = chance.choices(states, weights, k=2)
        day = DayInterval.day(date(2015, 1, 1) + timedelta(days=chance.randrange(3_650)))
        type_ = chance.choice(_TYPES)
        report = Report(
            report_id=f"rep_{seed}_{number}",
            version_id=f"ver_{number}",
            type=type_,
            mode=None,
            contexts=(),
            cameo="036",
            quad=QuadClass.VERBAL_COOPERATION,
            score=0.0,
            initiators=(_state(one),),
            recipients=(_state(other),),
            third_parties=(),
            reciprocal=type_ is EventType.CONSULT,
            date=ReportDate(interval=day, text="", span=None, source="clause"),
            place=None,
            status=Status.ACTUAL,
            status_reason="generated",
            speaker=None,
            magnitudes=(),
            instruments=(),
            trigger=_NOWHERE,
            sentence=_NOWHERE,
            confidence=0.8,
            rule="generated",
            blanks=(),
        )
        yield ReportContext(
            report=report,
            article_id=f"art_{number}",
            publisher=f"paper {chance.randrange(40)}",
            published=day,
            seen_order=number,
            sentence=" ".join(chance.choices(_WORDS, k=20)),
        )


def _state(code: str) -> Party:
    return Party(span=_NOWHERE, text=code, actor_id=f"state:{code}", name=code, country=code)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--largest", type=int, default=1_000_000, help="stored reports at the end")
    options.add_argument("--probe", type=int, default=1_000, help="reports timed at each size")
    chosen = options.parse_args()
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= chosen.largest]
    index, stored = MemoryEventIndex(), 0
    print(f"{'stored':>10} {'events':>10} {'ms a report':>12} {'against all':>12} {'ratio':>9}")
    for size in sizes:
        merge_reports(generated(size - stored, seed=size), index)
        stored = size
        probe = list(generated(chosen.probe, seed=-size))
        started = time.process_time()
        merge_reports(probe, index)
        own = (time.process_time() - started) / chosen.probe * 1_000
        stored += chosen.probe
        one, other = member_of(probe[0]), member_of(probe[1])
        started = time.process_time()
        for _ in range(10_000):
            agreement(one, other)
        every = (time.process_time() - started) / 10_000 * len(index) * 1_000
        print(f"{size:>10,} {len(index):>10,} {own:>12.3f} {every:>12.1f} {every / own:>8.0f}x", flush=True)


if __name__ == "__main__":
    main()
