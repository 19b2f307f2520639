-- One row per event that the report belongs to, and why.
SELECT event_reports.event_id, event_reports.kind, event_reports.score AS agreement, event_reports.reason,
    events.type, events.status, events.date_from, events.date_to, events.corroboration, events.report_count
FROM event_reports
JOIN events ON events.event_id = event_reports.event_id AND events.superseded_at IS NULL
WHERE event_reports.report_id = $id AND event_reports.superseded_at IS NULL
ORDER BY event_reports.event_id;
