"""Polling: one round over the sources that are due, from feed to loaded articles."""

from flows.polling.rounds import PollOutcome, Round, run_poll

__all__ = ["PollOutcome", "Round", "run_poll"]
