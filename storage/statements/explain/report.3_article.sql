-- The article that the report stands in.
SELECT versions.title, versions.publisher, versions.published_from, versions.published_reason, articles.url,
    versions.version_id, versions.article_id
FROM reports
JOIN versions ON versions.version_id = reports.version_id
LEFT JOIN articles ON articles.article_id = versions.article_id
WHERE reports.report_id = $id
ORDER BY reports.recorded_at DESC, versions.recorded_at DESC LIMIT 1;
