-- One row per version of the article, in the order seen.
SELECT version_id, title, published_from, published_rule, published_quote, published_reason, length(text) AS characters,
    language, recorded_at, superseded_at
FROM versions WHERE article_id = $id ORDER BY recorded_at, version_id;
