-- One row per end of the relation: the version seen later, then the one seen earlier.
SELECT
    CASE versions.version_id WHEN relations.version_id THEN 'later' ELSE 'earlier' END AS seen,
    relations.original_version_id = versions.version_id AS written_first, -- NULL: it can't be told
    versions.title, versions.publisher, versions.published_at, versions.published_from, articles.canonical_url,
    versions.article_id, versions.version_id
FROM relations
JOIN versions ON versions.version_id IN (relations.version_id, relations.to_version_id)
    AND versions.superseded_at IS NULL
LEFT JOIN articles USING (article_id)
WHERE relations.relation_id = $id AND relations.superseded_at IS NULL
ORDER BY seen DESC;
