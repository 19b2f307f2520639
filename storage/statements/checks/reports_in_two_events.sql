-- event_reports: a report that belongs to two events of one reality
SELECT report_id FROM event_reports WHERE superseded_at IS NULL GROUP BY report_id HAVING count(DISTINCT event_id) > 1;
