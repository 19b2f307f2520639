"""Speed and memory of `extract` and `backfill` beside bare `nlp.pipe` of the same model over the same texts.

Each figure is taken in a process of its own, on articles made by varying our own seeds. Loading the model is not
counted; it is given apart. Ratios are to bare parsing in the same run, by the clock and by processor time, which other
work on the machine disturbs less.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.varied import VariedArticle, varied_articles
from flows.cli.output import plain_table

_PARTS = ("bare", "extract", "backfill")
_SIZES = (50, 500)
_FULL_SIZES = (50, 500, 5000)
_STAGES = (
    ("flows.reading", "read_document", "reading"),
    ("flows.reading", "publication_date", "publication date"),
    ("flows.extraction", "temporal_expressions", "dates"),
    ("flows.extraction", "find_actors", "actors"),
    ("flows.extraction", "find_places", "places"),
    ("flows.extraction", "code_reports", "reports"),
    ("flows.loading.job", "related_articles", "relating"),
    ("flows.loading.job", "merged_events", "merging"),
    ("flows.loading.job", "save_raws", "raw documents"),
    ("flows.loading.job", "save_batch", "loading"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measurement."""

    part: str
    processes: int
    articles: int
    words: int
    seconds: float
    cpu_seconds: float
    load_seconds: float
    peak_mb: float
    shares: dict[str, float]  # of `cpu_seconds`, by stage


def measure(part: str, count: int, processes: int) -> Figure:
    """Runs one part in this process."""
    articles = list(varied_articles(count))
    words = sum(len(article.text.split()) for article in articles)
    started = time.perf_counter()
    run = _PREPARED[part](articles, processes)
    loaded, cpu = time.perf_counter(), time.process_time()
    with _timed_stages() as seconds:
        run()
    took, cpu = time.perf_counter() - loaded, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figure(
        part=part,
        processes=processes,
        articles=count,
        words=words,
        seconds=took,
        cpu_seconds=cpu,
        load_seconds=loaded - started,
        peak_mb=peak,
        shares={name: spent / cpu for name, spent in seconds.items() if spent},
    )


def _bare(articles: list[VariedArticle], processes: int) -> Callable[[], None]:
    from extractors.parsing import load_parser

    english = load_parser().english

    def run() -> None:
        for _ in english.pipe((article.text for article in articles), n_process=processes):
            pass

    return run


def _extract(articles: list[VariedArticle], processes: int) -> Callable[[], None]:
    from flows.cli.piping import answered
    from flows.extraction import load_knowledge
    from flows.runners import Workers

    knowledge = load_knowledge(workers=Workers(count=processes))
    lines = [article.line().encode() for article in articles]

    def run() -> None:
        for _ in answered(lines, knowledge):
            pass

    return run


def _backfill(articles: list[VariedArticle], processes: int) -> Callable[[], None]:
    from flows.extraction import load_knowledge
    from flows.loading import run_backfill
    from flows.runners import Workers
    from flows.settings import load_settings

    knowledge = load_knowledge(workers=Workers(count=processes))
    folder = Path(tempfile.mkdtemp(prefix="eventwire-bench-"))
    (folder / "articles.jsonl").write_text("".join(article.line() + "\n" for article in articles), encoding="utf-8")
    settings = load_settings(database=folder / "bench.duckdb")

    def run() -> None:
        run_backfill([folder / "articles.jsonl"], settings, knowledge=knowledge)

    return run


_PREPARED = {"bare": _bare, "extract": _extract, "backfill": _backfill}


@contextmanager
def _timed_stages() -> Iterator[dict[str, float]]:
    """Processor seconds spent in each stage, by name."""
    from importlib import import_module

    seconds: dict[str, float] = {}

    def timed(function: Callable[..., object], name: str) -> Callable[..., object]:
        def run(*args: object, **options: object) -> object:
            started = time.process_time()
            try:
                return function(*args, **options)
            finally:
                seconds[name] = seconds.get(name, 0.0) + time.process_time() - started

        return run

    replaced = []
    for module_name, attribute, name in _STAGES:
        module = sys.modules.get(module_name) or import_module(module_name)
        replaced.append((module, attribute, getattr(module, attribute)))
        setattr(module, attribute, timed(getattr(module, attribute), name))
    try:
        yield seconds
    finally:
        for module, attribute, original in replaced:
            setattr(module, attribute, original)


def _in_own_process(part: str, count: int, processes: int) -> Figure:
    command = [sys.executable, "-m", "benchmarks.throughput", "--part", part, "--articles", str(count)]
    command += ["--processes", str(processes)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figure(**json.loads(done.stdout.splitlines()[-1]))


def _table(figures: list[Figure]) -> str:
    bare = {each.articles: each for each in figures if each.part == "bare" and each.processes == 1}
    rows = [
        (
            each.articles,
            each.part,
            each.processes,
            round(each.articles / each.seconds, 1),
            round(each.words / each.seconds),
            round(bare[each.articles].seconds / each.seconds, 2),
            round(bare[each.articles].cpu_seconds / each.cpu_seconds, 2),
            round(each.peak_mb),
            round(each.load_seconds, 1),
        )
        for each in figures
    ]
    return plain_table(
        ("articles", "part", "processes", "articles/s", "words/s", "of bare", "by CPU", "peak MB", "load s"), rows
    )


def _shares(figures: list[Figure]) -> str:
    largest = max(each.articles for each in figures)
    text = ""
    for each in figures:
        if each.articles == largest and each.processes == 1 and each.shares:
            rest = 1 - sum(each.shares.values())
            rows = [(name, f"{share:.1%}") for name, share in each.shares.items()]
            text += f"\n{each.part}, {largest} articles\n" + plain_table(
                ("stage", "share"), [*rows, ("parsing and the rest", f"{rest:.1%}")]
            )
    return text


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", choices=_PARTS, help="measure one part in this process and print it as JSON")
    options.add_argument("--articles", type=int, help="how many")
    options.add_argument("--processes", type=int, action="append", help="that parse [default: 1 and 2]")
    options.add_argument("--full", action="store_true", help="5,000 articles too (many minutes)")
    options.add_argument("--json", type=Path, help="also write the figures here")
    chosen = options.parse_args()
    if chosen.part:
        print(json.dumps(asdict(measure(chosen.part, chosen.articles or _SIZES[0], (chosen.processes or [1])[0]))))
        return
    sizes = (chosen.articles,) if chosen.articles else _FULL_SIZES if chosen.full else _SIZES
    figures = [
        _in_own_process(part, size, processes)
        for size in sizes
        for processes in chosen.processes or (1, 2)
        for part in _PARTS
    ]
    print(_table(figures) + _shares(figures), end="")
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(each) for each in figures], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
