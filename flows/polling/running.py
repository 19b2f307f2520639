"""A round of polling as a run: settings in, the fetcher and the stages behind it, the run's row in the database."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from urllib.parse import urlsplit

from domain.documents import DocumentHints, MediaType, RawDocument
from domain.errors import FetchError, SettingsError
from domain.sources import Fetch, Source
from flows.extraction import Knowledge
from flows.fetching.asking import FetchLimits, Request
from flows.fetching.client import Fetcher
from flows.fetching.politeness import Manners, PoliteFetcher, without_secrets
from flows.inputs import Found
from flows.loading import RunOutcome
from flows.loading.batches import Batch
from flows.loading.clock import Clock, utc_now
from flows.loading.job import Job
from flows.loading.keeping import Announce, keeping
from flows.loading.running import Step, clean_again, directly, recorded_run
from flows.polling.outcomes import PollOutcome
from flows.polling.rounds import run_poll
from flows.polling.tools import Round
from flows.settings import Settings
from storage.entries import save_fetches


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
            load=keeping(job, hand_over) if hand_over else _loading(job, outcome, step),
            batch_size=settings.batch_size,
            now=clock,
            secrets=_secrets(settings),
            only=tuple(only) if only is not None else None,
        )
        polls = run_poll(round_)
        if hand_over is None:
            clean_again(job, settings.batch_size, step)
    return PollRun(polls=polls, loaded=outcome)


def _secrets(settings: Settings) -> Callable[[Source], Mapping[str, str]]:
    """Headers of a source, named by its id or its host."""
    try:
        by_name = json.loads(settings.source_headers.get_secret_value())
        headers = {name: {str(key): str(value) for key, value in own.items()} for name, own in by_name.items()}
    except (ValueError, AttributeError) as error:
        raise SettingsError("EVENTWIRE_SOURCE_HEADERS is not a JSON object of objects") from error
    return lambda source: headers.get(source.source_id) or headers.get(urlsplit(source.url).hostname or "") or {}


async def fetch_pages(
    settings: Settings, urls: Sequence[str]
) -> tuple[list[tuple[str, RawDocument | None]], list[Fetch]]:
    """The documents at addresses given by hand, in order; None where one could not be had. And the ledger."""
    async with open_fetcher(settings) as fetcher:
        asker = polite(settings)(fetcher)
        answers = await asyncio.gather(*(asker.get(Request(url=url, purpose="page")) for url in urls))
    documents = [
        (
            url,
            RawDocument(
                content=answer.content,
                media_type=MediaType.HTML,
                url=answer.fetch.final_url or url,
                headers=answer.headers,
                hints=DocumentHints(),
                origin=url,
                fetched_at=answer.fetch.started_at,
            )
            if answer.is_ok and answer.content
            else None,
        )
        for url, answer in zip(urls, answers, strict=True)
    ]
    return documents, [without_secrets(fetch) for fetch in asker.ledger]


def fetch_once(
    settings: Settings, urls: Sequence[str], *, clock: Clock = utc_now, knowledge: Knowledge | None = None
) -> tuple[RunOutcome, list[FetchError]]:
    """Fetches addresses and loads what is there; the errors name those that could not be had."""
    with recorded_run("fetch", settings, {"urls": list(urls)}, clock=clock, knowledge=knowledge) as (job, outcome):
        documents, fetches = asyncio.run(fetch_pages(settings, urls))
        with job.database.transaction() as connection:
            save_fetches(connection, outcome.run_id, fetches)
        found = [Found(origin=url, document=document) for url, document in documents if document is not None]
        if found:
            _loading(job, outcome, directly)(found)
    reasons = {fetch.url: fetch.reason or "nothing came" for fetch in fetches}
    missing = [url for url, document in documents if document is None]
    return outcome, [FetchError(url, reasons.get(url, "nothing came")) for url in missing]


def _loading(job: Job, outcome: RunOutcome, step: Step) -> Callable[[Sequence[Found]], None]:
    """Takes documents through all stages, a batch at a call."""
    numbers = count(1)

    def load(found: Sequence[Found]) -> None:
        batch = Batch(number=next(numbers), inputs=tuple(found))
        outcome.add(step(lambda: job.load(batch), batch.number))

    return load
