-- One row per correction by hand.
SELECT kind, report_id, reason, recorded_at, superseded_at FROM event_pins WHERE event_id = $id ORDER BY recorded_at;
