-- One row per report of the article's latest version, in text order.
SELECT reports.type, reports.mode, reports.status, list_transform(reports.initiators, party -> party.name) AS initiators,
    list_transform(reports.recipients, party -> party.name) AS recipients, reports.date_from, reports.date_to,
    reports.quote, reports.rule, reports.confidence, reports.report_id
FROM reports JOIN articles ON articles.latest_version_id = reports.version_id
WHERE articles.article_id = $id AND reports.superseded_at IS NULL
ORDER BY reports.trigger_start, reports.report_id;
