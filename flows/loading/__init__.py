"""Loading: from inputs to a database of articles, reports and events."""

from flows.loading.outcomes import BatchOutcome, RunOutcome
from flows.loading.running import Watch, run_backfill, unwatched

__all__ = ["BatchOutcome", "RunOutcome", "Watch", "run_backfill", "unwatched"]
