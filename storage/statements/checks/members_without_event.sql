-- event_reports: current, of an event that is not
SELECT event_id, report_id FROM event_reports
ANTI JOIN (SELECT event_id FROM events WHERE superseded_at IS NULL) AS current USING (event_id)
WHERE superseded_at IS NULL;
