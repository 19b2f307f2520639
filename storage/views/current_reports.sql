-- columns as in: reports, articles

-- One row per report as known now, of the latest version of each article, whatever its status.
CREATE OR REPLACE VIEW current_reports AS
SELECT
    reports.* EXCLUDE (superseded_at),
    articles.title,
    articles.publisher,
    articles.url,
    articles.published_from,
    articles.published_to
FROM reports
JOIN articles ON articles.latest_version_id = reports.version_id
WHERE reports.superseded_at IS NULL;
