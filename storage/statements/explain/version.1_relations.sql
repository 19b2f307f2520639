-- One row per relation of the version, in either direction.
SELECT kind, score, reason, changes, original_version_id, article_id, title, to_article_id, to_title, relation_id
FROM related_articles
WHERE version_id = $id OR to_version_id = $id
ORDER BY recorded_at, relation_id;
