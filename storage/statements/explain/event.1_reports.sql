-- One row per report of the event, in the order in which they joined: how it bears on the event, and its evidence.
SELECT
    event_reports.kind,
    event_reports.score AS agreement,
    event_reports.reason,
    event_reports.pinned,
    reports.quote,
    reports.status,
    reports.status_reason,
    reports.rule,
    reports.speaker.name AS speaker,
    reports.date_quote,
    reports.date_source,
    reports.confidence,
    versions.publisher,
    versions.title,
    versions.published_from,
    articles.url,
    reports.version_id,
    reports.report_id,
    event_reports.recorded_at
FROM event_reports
LEFT JOIN reports ON reports.report_id = event_reports.report_id AND reports.superseded_at IS NULL
LEFT JOIN versions ON versions.version_id = reports.version_id AND versions.superseded_at IS NULL
LEFT JOIN articles ON articles.article_id = versions.article_id
WHERE event_reports.event_id = $id AND event_reports.superseded_at IS NULL
ORDER BY event_reports.position;
