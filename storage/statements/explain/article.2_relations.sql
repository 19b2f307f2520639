-- One row per relation of the article, in either direction.
SELECT relations.kind, relations.score, relations.reason, relations.changes, relations.original_version_id,
    one.article_id AS article_id, one.title AS title, other.article_id AS to_article_id, other.title AS to_title,
    relations.relation_id
FROM relations
JOIN versions AS one ON one.version_id = relations.version_id AND one.superseded_at IS NULL
JOIN versions AS other ON other.version_id = relations.to_version_id AND other.superseded_at IS NULL
WHERE relations.superseded_at IS NULL AND (one.article_id = $id OR other.article_id = $id)
ORDER BY relations.recorded_at, relations.relation_id;
