-- One row per correction by hand.
SELECT kind, version_id, reason, recorded_at, superseded_at FROM story_pins WHERE story_id = $id ORDER BY recorded_at;
