"""Progress of a long job: a bar on a terminal, plain lines in a log."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from flows.inputs import found_files

if TYPE_CHECKING:
    from flows.loading import RunOutcome

Watch = Callable[["RunOutcome", int], None]  # called after each batch with what was brought and bytes worked through
_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def watching(paths: Sequence[Path], *, quiet: bool) -> Iterator[Watch]:
    """What to call after each batch."""
    if quiet:
        yield lambda _outcome, _size: None
    elif sys.stderr.isatty():
        with _bar(_bytes(paths)) as watch:
            yield watch
    else:
        yield _lines()


@contextmanager
def _bar(total: int) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("starting", total=total)

        def watch(outcome: "RunOutcome", size: int) -> None:
            progress.update(bar, advance=size, description=_said(outcome))

        yield watch


def _lines() -> Watch:
    started = last = monotonic()

    def watch(outcome: "RunOutcome", _size: int) -> None:
        nonlocal last
        if monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = monotonic()
            click.echo(f"{_said(outcome)}, {last - started:.0f} s", err=True)

    return watch


def _said(outcome: "RunOutcome") -> str:
    counts = outcome.counts
    return f"{counts.inputs} documents, {counts.rejected} rejected, {counts.events} events"


def _bytes(paths: Sequence[Path]) -> int:
    return sum(file.stat().st_size for file in found_files(paths) if file.is_file())
