-- One row per decision that the actor is, or is not, another one.
SELECT kept_id, merged_id, apart, score, reason, pinned, recorded_at, superseded_at
FROM actor_merges WHERE kept_id = $id OR merged_id = $id ORDER BY recorded_at;
