"""The doctor at the Prefect server, where one is named."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from flows.doctoring.findings import Finding, bad, good, warning

_CLOCK_SLACK = timedelta(seconds=30)
_SECONDS = 5.0


def server_findings() -> Iterator[Finding]:
    """Whether the Prefect server that is named answers, is of our version, and has our clock."""
    address = os.environ.get("PREFECT_API_URL")
    if not address:
        yield good("server", "PREFECT_API_URL is not set: every command works without a server")
        return
    try:
        answer = httpx.get(f"{address.rstrip('/')}/admin/version", timeout=_SECONDS)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        told = f"no Prefect server answers at {address} ({type(error).__name__})"
        yield bad("server", told, "start one (`eventwire serve`, `prefect server start`), or unset PREFECT_API_URL")
        return
    theirs = str(answer.json())
    if theirs != version("prefect"):
        yield warning(
            "server", f"{address} runs Prefect {theirs}, we {version('prefect')}", "use one version everywhere"
        )
    else:
        yield good("server", f"{address} answers, Prefect {theirs}")
    yield from _same_clock(answer.headers.get("date"), address)


def _same_clock(stated: str | None, address: str) -> Iterator[Finding]:
    if stated:
        apart = abs(parsedate_to_datetime(stated) - datetime.now(UTC))
        if apart > _CLOCK_SLACK:
            told = f"the clocks here and at {address} are {apart.total_seconds():.0f} s apart"
            yield bad("clock", told, "set both by NTP (timedatectl set-ntp true)")
