"""Merging reports into events: cost per report as the stored events grow, against comparing with all of them.

    python benchmarks/merging.py [--largest 1000000] [--per-day 60]

Reports are generated as a stream: two hundred states in dyads drawn by Zipf's law, three types, so many reports a day,
each of a day of the last two weeks; one in four tells again what an earlier one told. At each size the next thousand
reports are timed. The bound in the same run is one pass over all stored events per report (what merging without
blocking would cost), sampled. A denser stream (`--per-day`) costs more per report, a longer one doesn't.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from domain.events import ReportContext
from domain.intervals import DayInterval
from domain.reports import EventType, Party, QuadClass, Report, ReportDate, Status
from domain.spans import Span
from extractors.events import MemoryEventIndex, agreement, member_of, merge_reports

_TYPES = (EventType.CONSULT, EventType.ACCUSE, EventType.ASSAULT)
_WORDS = [f"word{number}" for number in range(5_000)]
_NOWHERE = Span(start=0, end=1)
_FIRST_DAY = date(1980, 1, 1)
_DAYS_BACK = 14
_REMEMBERED = 500  # reports that a later one may tell again
_STEP = 10_000


def generated(per_day: int, seed: int = 0) -> Iterator[ReportContext]:
    """An endless stream of dated reports with their contexts, by forty publishers."""
    chance = random.Random(seed)
    states = [f"S{number:02d}" for number in range(200)]
    weights = [1 / (rank + 1) for rank in range(len(states))]
    told: list[ReportContext] = []
    number = 0
    while True:
        today = _FIRST_DAY + timedelta(days=number // per_day)
        if told and chance.random() < 0.25:
            context = _again(chance.choice(told), number, chance)
        else:
            one, other = chance.choices(states, weights, k=2)
            day = DayInterval.day(today - timedelta(days=chance.randrange(_DAYS_BACK)))
            context = _context(number, one, other, chance.choice(_TYPES), day, chance)
            told = [*told[-_REMEMBERED:], context] if number % 10 == 0 else told
        yield replace(context, published=DayInterval.day(today))
        number += 1


def _again(earlier: ReportContext, number: int, chance: random.Random) -> ReportContext:
    """The same happening as another publisher tells it."""
    report = replace(earlier.report, report_id=f"rep_{number}", version_id=f"ver_{number}")
    publisher = f"paper {chance.randrange(40)}"
    return replace(earlier, report=report, article_id=f"art_{number}", publisher=publisher, seen_order=number)


def _context(
    number: int, one: str, other: str, type_: EventType, day: DayInterval, chance: random.Random
) -> ReportContext:
    report = Report(
        report_id=f"rep_{number}",
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
    return ReportContext(
        report=report,
        article_id=f"art_{number}",
        publisher=f"paper {chance.randrange(40)}",
        published=day,
        seen_order=number,
        sentence=" ".join(chance.choices(_WORDS, k=20)),
    )


def _state(code: str) -> Party:
    return Party(span=_NOWHERE, text=code, actor_id=f"state:{code}", name=code, country=code)


def filled(index: MemoryEventIndex, stream: Iterator[ReportContext], count: int, stored: int) -> None:
    """Merges the next reports, telling on standard error how far it is."""
    while count:
        step = min(_STEP, count)
        merge_reports(islice(stream, step), index)
        count, stored = count - step, stored + step
        print(f"{stored:>10,} stored, {len(index):,} events", end="\r", file=sys.stderr, flush=True)
    print(" " * 50, end="\r", file=sys.stderr)


def timed(index: MemoryEventIndex, stream: Iterator[ReportContext], probe: int) -> tuple[float, float]:
    """Milliseconds a report: merging the next ones, and comparing one with every stored event."""
    reports = list(islice(stream, probe))
    started = time.process_time()
    merge_reports(reports, index)
    own = (time.process_time() - started) / probe * 1_000
    one, other = member_of(reports[0]), member_of(reports[1])
    started = time.process_time()
    for _ in range(10_000):
        agreement(one, other)
    return own, (time.process_time() - started) / 10_000 * len(index) * 1_000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--largest", type=int, default=1_000_000, help="stored reports at the end")
    options.add_argument("--probe", type=int, default=1_000, help="reports timed at each size")
    options.add_argument("--per-day", type=int, default=60, help="reports a day")
    chosen = options.parse_args()
    sizes = [size for size in (1_000, 10_000, 100_000, 300_000, 1_000_000) if size <= chosen.largest]
    index, stored = MemoryEventIndex(), 0
    stream = generated(chosen.per_day)
    filled(index, stream, 500, 0)  # the first reports of a process are slower
    print(f"{'stored':>10} {'events':>10} {'ms a report':>12} {'against all':>12} {'ratio':>9}")
    for size in sizes:
        filled(index, stream, size - stored - 500 * (stored == 0), stored)
        own, every = timed(index, stream, chosen.probe)
        stored = size + chosen.probe
        print(f"{size:>10,} {len(index):>10,} {own:>12.3f} {every:>12.1f} {every / own:>8.0f}x", flush=True)


if __name__ == "__main__":
    main()
