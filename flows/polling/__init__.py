"""Polling: one round over the sources that are due, from feed to loaded articles.

`poll_once` and `fetch_once` bring all stages with them, which take their time to import: only who asks for them waits.
"""

from typing import TYPE_CHECKING

from flows.polling.outcomes import PollOutcome
from flows.polling.rounds import run_poll
from flows.polling.tools import Round

if TYPE_CHECKING:
    from flows.polling.by_hand import fetch_once
    from flows.polling.running import PollRun, poll_once

__all__ = ["PollOutcome", "PollRun", "Round", "fetch_once", "poll_once", "run_poll"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from flows.polling import by_hand, running

    return getattr(by_hand if name == "fetch_once" else running, name)
