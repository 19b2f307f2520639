"""Pages whose addresses are given by hand, fetched once and loaded."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

from domain.documents import RawDocument
from domain.errors import FetchError
from domain.sources import Fetch, ListedEntry, Source
from flows.extraction import Knowledge
from flows.fetching.asking import Request
from flows.fetching.politeness import bare, without_secrets
from flows.inputs.found import Found
from flows.loading import RunOutcome
from flows.loading.clock import Clock, utc_now
from flows.loading.running import directly, recorded_run
from flows.polling.credentials import secrets_of
from flows.polling.entries import page_document, page_of
from flows.polling.running import loading_through, open_fetcher, polite
from flows.settings import Settings
from storage.entries import save_fetches

Page = tuple[str, Found | str]  # an address, and its document, or why there is none


def fetch_once(
    settings: Settings, urls: Sequence[str], *, clock: Clock = utc_now, knowledge: Knowledge | None = None
) -> tuple[RunOutcome, list[FetchError]]:
    """Fetches addresses and loads what is there; the errors name those that could not be had."""
    with recorded_run("fetch", settings, {"urls": _shown(urls)}, clock=clock, knowledge=knowledge) as (job, outcome):
        pages, fetches = asyncio.run(fetch_pages(settings, urls, clock))
        with job.database.transaction() as connection:
            save_fetches(connection, outcome.run_id, fetches)
        found = [page for _, page in pages if isinstance(page, Found)]
        if found:
            loading_through(job, outcome, directly)(found)
    return outcome, [FetchError(url, page) for url, page in pages if isinstance(page, str)]


async def fetch_pages(settings: Settings, urls: Sequence[str], clock: Clock) -> tuple[list[Page], list[Fetch]]:
    """What is at the addresses, in order; and the ledger."""
    secrets = secrets_of(settings)
    requests = [Request(url=url, purpose="page", headers=secrets(_stranger(url))) for url in dict.fromkeys(urls)]
    async with open_fetcher(settings) as fetcher:
        asker = polite(settings)(fetcher)
        answers = await asyncio.gather(*(asker.get(request) for request in requests))
    pages: list[Page] = []
    for request, answer in zip(requests, answers, strict=True):
        page = page_of(request.url, answer, None, clock())
        if isinstance(page, str):
            pages.append((_shown([request.url])[0], page))
            continue
        entry = ListedEntry(source_id="", entry_key=request.url, url=request.url, content_key="", hints=None)
        document: RawDocument = page_document(entry, page, answer.content or b"", _shown([request.url])[0])
        pages.append((request.url, Found(origin=document.origin or "", document=document, fetch_id=page.fetch_id)))
    return pages, [without_secrets(fetch) for fetch in asker.ledger]


def _stranger(url: str) -> Source:
    """The address as a source, so that secrets of its host are found."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host, url = "", ""  # the fetcher will say what is wrong with it
    return Source(source_id=url, name=host, url=url)


def _shown(urls: Sequence[str]) -> list[str]:
    """Addresses without users and passwords."""
    return [bare(url) for url in urls]
