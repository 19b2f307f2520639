-- One row per report that once belonged to the event and no longer does.
SELECT kind, score AS agreement, reason, report_id, recorded_at, superseded_at
FROM event_reports
WHERE event_id = $id AND superseded_at IS NOT NULL
    AND report_id NOT IN (SELECT report_id FROM event_reports WHERE event_id = $id AND superseded_at IS NULL)
ORDER BY recorded_at, position;
