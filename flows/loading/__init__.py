"""Loading: from inputs to a database of articles, reports and events."""

from flows.loading.outcomes import BatchOutcome, RunOutcome
from flows.loading.running import Watch, replay_rejects, run_backfill, unwatched

__all__ = ["BatchOutcome", "RunOutcome", "Watch", "replay_rejects", "run_backfill", "unwatched"]
