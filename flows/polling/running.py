"""A round of polling as a run: settings in, the fetcher and the stages behind it, the run's row in the database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from math import inf

from flows.extraction import Knowledge
from flows.fetching.asking import FetchLimits
from flows.fetching.client import Fetcher
from flows.fetching.politeness import Manners, PoliteFetcher
from flows.inputs import Found
from flows.loading import RunOutcome
from flows.loading.batches import Batch
from flows.loading.clock import Clock, utc_now
from flows.loading.job import Job
from flows.loading.keeping import Announce, keeping
from flows.loading.running import Step, clean_again, directly, recorded_run
from flows.polling.credentials import secrets_of
from flows.polling.outcomes import PollOutcome
from flows.polling.rounds import run_poll
from flows.polling.tools import Round, no_warming
from flows.settings import Settings
from storage.database import Database
from storage.turns import turn


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRun:
    """What one round of polling brought, on the way in and to the tables."""

    polls: PollOutcome
    loaded: RunOutcome


def open_fetcher(settings: Settings) -> Fetcher:
    """A fetcher as the settings want it."""
    limits = FetchLimits(
        total_seconds=settings.fetch_seconds,
        idle_seconds=min(20.0, settings.fetch_seconds),
        connect_seconds=min(10.0, settings.fetch_seconds),
        most_bytes=settings.fetch_bytes,
        most_received=settings.fetch_bytes,
    )
    return Fetcher(
        user_agent=f"Eventwire/{version('eventwire')} (+{settings.contact})",
        allowed_hosts=settings.allow_hosts.split(","),
        limits=limits,
        proxy=settings.proxy,
    )


def polite(settings: Settings) -> Callable[[Fetcher], PoliteFetcher]:
    """Manners as the settings want them."""
    manners = Manners(
        spacing_seconds=settings.host_spacing,
        most_at_once=settings.most_requests,
        obey_robots=settings.obey_robots,
    )
    return lambda fetcher: PoliteFetcher(fetcher, manners)


def poll_once(
    settings: Settings,
    *,
    only: Sequence[str] | None = None,
    step: Step = directly,
    clock: Clock = utc_now,
    knowledge: Knowledge | None = None,
    hand_over: Announce | None = None,
) -> PollRun:
    """Polls the sources that are due, or `only` some of them, and loads what they listed.

    With `hand_over`, documents are kept as batches that wait, each announced to it; `load_kept` loads them.
    """
    parameters = {"only": list(only) if only else None}
    with recorded_run("poll", settings, parameters, clock=clock, knowledge=knowledge) as (job, outcome):
        round_ = Round(
            database=job.database,
            run_id=outcome.run_id,
            open_fetcher=lambda: open_fetcher(settings),
            polite=polite(settings),
            load=keeping(job, hand_over) if hand_over else loading_through(job, outcome, step),
            batch_size=settings.batch_size,
            now=clock,
            secrets=secrets_of(settings),
            only=tuple(only) if only is not None else None,
            warm_up=no_warming if hand_over else lambda: job.knowledge,
        )
        with _alone(job.database):
            polls = run_poll(round_)
        if hand_over is None:
            clean_again(job, settings.batch_size, step)
    return PollRun(polls=polls, loaded=outcome)


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Rounds on one database wait for each other: the later one finds what the earlier one left to do."""
    place = database.raw_folder
    with turn(place.with_name(f"{place.name}.poll"), inf, shared=False):
        yield


def loading_through(job: Job, outcome: RunOutcome, step: Step) -> Callable[[Sequence[Found]], None]:
    """Takes documents through all stages, a batch at a call."""
    numbers = count(1)

    def load(found: Sequence[Found]) -> None:
        batch = Batch(number=next(numbers), inputs=tuple(found))
        outcome.add(step(lambda: job.load(batch), batch.number))

    return load
