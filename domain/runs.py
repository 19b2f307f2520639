"""Runs: one execution of a flow over a set of inputs."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What came in and what became of it."""

    inputs: int = 0
    kept: int = 0
    duplicates: int = 0  # kept too, but related as a copy or derivative of another article
    known: int = 0  # already in the database: nothing to do
    rejected: int = 0
    dates: int = 0
    actors: int = 0
    reports: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of a flow."""

    run_id: str
    flow: str
    started_at: datetime  # aware, UTC
    ended_at: datetime | None
    state: str  # "running", "completed", "failed", "interrupted"
    parameters: str  # JSON
    counts: RunCounts
    extractor_version: str
    ontology_version: str
