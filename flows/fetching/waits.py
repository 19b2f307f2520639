"""Who asked us to wait, or does not answer: the rest of a source's pages at that host wait with the one that was asked.

Kept by source and host, so that one source's bad server keeps nobody else waiting.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from domain.identifiers import content_id
from domain.sources import Fetch, FetchOutcome
from flows.fetching.asking import Answer, Request
from flows.fetching.schedule import LONGEST, SHORTEST, retry_seconds

_MOST_TROUBLES = 3  # requests in a row without any answer, before the others wait
_SILENT = (FetchOutcome.TIMED_OUT, FetchOutcome.NETWORK_ERROR)


class Waits:
    """Which sources' hosts are not to be asked for pages for now."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._until: dict[tuple[str | None, str], tuple[datetime, str]] = {}
        self._troubles: Counter[tuple[str | None, str]] = Counter()

    def of(self, request: Request) -> Answer | None:
        """An answer without a request, where this one has to wait."""
        if request.purpose != "page" or request.source_id is None:
            return None
        until, reason = self._until.get(_key(request), (None, ""))
        if until is None or until <= self._now():
            return None
        answer = not_asked(request, FetchOutcome.THROTTLED, reason, self._now())
        return replace(answer, not_before=until)

    def noted(self, request: Request, answer: Answer) -> Answer:
        """The answer, with when to ask again where its server says so."""
        key, now = _key(request), self._now()
        if answer.fetch.outcome is FetchOutcome.THROTTLED:
            asked = retry_seconds(answer.retry_after, now)
            wait = min(timedelta(seconds=asked), LONGEST) if asked is not None else SHORTEST
            if answer.fetch.status == 429 or asked is not None:  # a bare 503 may be this page's own trouble
                self._until[key] = (now + wait, "its server asked us to wait")
                return replace(answer, not_before=now + wait)
        self._troubles[key] = self._troubles[key] + 1 if answer.fetch.outcome in _SILENT else 0
        if self._troubles[key] >= _MOST_TROUBLES:
            self._until[key] = (now + SHORTEST, "its server does not answer")
        return answer


def not_asked(request: Request, outcome: FetchOutcome, reason: str, moment: datetime) -> Answer:
    """What stands for the answer to a request that was not made."""
    fetch = Fetch(
        fetch_id=content_id("fet", request.url, request.purpose, moment.isoformat()),
        source_id=request.source_id,
        url=request.url,
        final_url=None,
        purpose=request.purpose,
        started_at=moment,
        seconds=0.0,
        status=None,
        outcome=outcome,
        reason=reason,
        bytes_received=0,
        etag=None,
        last_modified=None,
        raw_id=None,
    )
    return Answer(fetch=fetch)


def _key(request: Request) -> tuple[str | None, str]:
    try:
        return request.source_id, urlsplit(request.url).hostname or ""
    except ValueError:
        return request.source_id, ""
