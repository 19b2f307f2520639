-- event_reports: current, of a report that is not
SELECT event_id, report_id FROM event_reports
ANTI JOIN (SELECT report_id FROM reports WHERE superseded_at IS NULL) AS current USING (report_id)
WHERE superseded_at IS NULL;
