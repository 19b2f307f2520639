-- One row per event that the story's articles report, by day.
SELECT DISTINCT events.date_from, events.date_to, events.type, events.status, events.initiator_names AS initiators,
    events.recipient_names AS recipients, events.corroboration, events.quote, events.event_id
FROM story_members
JOIN reports ON reports.version_id = story_members.version_id AND reports.superseded_at IS NULL
JOIN event_reports ON event_reports.report_id = reports.report_id AND event_reports.superseded_at IS NULL
JOIN events ON events.event_id = event_reports.event_id AND events.superseded_at IS NULL
WHERE story_members.story_id = $id AND story_members.superseded_at IS NULL
ORDER BY events.date_from NULLS LAST, events.event_id;
