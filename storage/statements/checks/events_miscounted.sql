-- events: report_count is not the number of their reports
SELECT events.event_id FROM events
LEFT JOIN (
    SELECT event_id, count(*) AS reports FROM event_reports WHERE superseded_at IS NULL GROUP BY event_id
) AS counted USING (event_id)
WHERE events.superseded_at IS NULL AND events.report_count IS DISTINCT FROM counted.reports;
