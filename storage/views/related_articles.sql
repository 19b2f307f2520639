-- columns as in: relations

-- One row per relation as known now, with the articles at its two ends as they were when it was found.
CREATE OR REPLACE VIEW related_articles AS
SELECT
    relations.kind,
    relations.score,
    relations.reason,
    relations.changes,
    relations.original_version_id,
    one.article_id AS article_id, -- the article that the relation starts from
    one.title AS title, -- its headline
    other.article_id AS to_article_id, -- the article that it leads to
    other.title AS to_title, -- its headline
    relations.version_id,
    relations.to_version_id,
    relations.recorded_at,
    relations.relation_id
FROM relations
JOIN versions AS one ON one.version_id = relations.version_id AND one.superseded_at IS NULL
JOIN versions AS other ON other.version_id = relations.to_version_id AND other.superseded_at IS NULL
WHERE relations.superseded_at IS NULL;
