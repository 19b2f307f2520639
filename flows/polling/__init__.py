"""Polling: one round over the sources that are due, from feed to loaded articles."""

from flows.polling.outcomes import PollOutcome
from flows.polling.rounds import Round, run_poll
from flows.polling.running import PollRun, fetch_once, poll_once

__all__ = ["PollOutcome", "PollRun", "Round", "fetch_once", "poll_once", "run_poll"]
