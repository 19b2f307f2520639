"""A whole backfill at 1, 2 and 4 workers of processes, Dask and Ray, and whether their databases say the same.

Each figure is taken in a process of its own, on articles made by varying our own seeds. Starting the workers, each of
which loads the model, is given apart: it is paid once a run.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.varied import varied_articles
from flows.cli.output import plain_table
from flows.runners import Runner, Workers

_MOMENT = datetime(2025, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measurement."""

    runner: str
    workers: int
    articles: int
    start_seconds: float
    seconds: float
    digest: str


def measure(workers: Workers, count: int) -> Figure:
    """Loads the articles in this process, parsed by these workers."""
    from flows.extraction import load_knowledge
    from flows.loading import run_backfill
    from flows.settings import load_settings
    from storage.database import Database
    from storage.digest import database_digest

    folder = Path(tempfile.mkdtemp(prefix="eventwire-runners-"))
    lines = "".join(article.line() + "\n" for article in varied_articles(count))
    (folder / "articles.jsonl").write_text(lines, encoding="utf-8")
    started = time.perf_counter()
    knowledge = load_knowledge(workers=workers)
    warm = [("Envoys met in Geneva on Monday.", "en")] * (8 * workers.count)
    list(knowledge.parser.parse(warm))
    ready = time.perf_counter()
    settings = load_settings(database=folder / "news.duckdb")
    os.chdir(folder)  # so that all runs read the same path
    run_backfill([Path("articles.jsonl")], settings, knowledge=knowledge, clock=lambda: _MOMENT)
    return Figure(
        runner=workers.runner.value,
        workers=workers.count,
        articles=count,
        start_seconds=ready - started,
        seconds=time.perf_counter() - ready,
        digest=database_digest(Database(path=settings.database), history=True),
    )


def _in_own_process(runner: Runner, count: int, articles: int) -> Figure:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.runners", "--one", runner.value]
    command += ["--workers", str(count), "--articles", str(articles)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Figure(**json.loads(done.stdout.splitlines()[-1]))


def _table(figures: list[Figure]) -> str:
    alone = figures[0]
    rows = [
        (
            each.runner,
            each.workers,
            round(each.articles / each.seconds, 1),
            round(alone.seconds / each.seconds, 2),
            round(each.start_seconds, 1),
            "yes" if each.digest == alone.digest else "NO",
        )
        for each in figures
    ]
    return plain_table(("runner", "workers", "articles/s", "of the first", "start s", "same tables"), rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=200, help="how many")
    options.add_argument("--workers", type=int, action="append", help="how many [default: 1, 2 and 4]")
    options.add_argument("--one", type=Runner, help="measure one runner in this process and print it as JSON")
    chosen = options.parse_args()
    counts = chosen.workers or [1, 2, 4]
    if chosen.one:
        warnings.simplefilter("ignore")
        print(json.dumps(asdict(measure(Workers(count=counts[0], runner=chosen.one), chosen.articles))))
        return
    print(f"{chosen.articles} articles, {os.cpu_count()} cores")
    figures: list[Figure] = []
    for runner in Runner:
        for count in counts:
            figures.append(_in_own_process(runner, count, chosen.articles))
            print(f"{runner.value} {count}: {figures[-1].seconds:.1f} s", file=sys.stderr)
    print(_table(figures), end="")
    if len({each.digest for each in figures}) > 1:
        sys.exit("the databases differ")


if __name__ == "__main__":
    main()
