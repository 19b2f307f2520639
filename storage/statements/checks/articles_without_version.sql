-- articles: their latest version is not current
SELECT article_id FROM articles
ANTI JOIN (SELECT version_id FROM versions WHERE superseded_at IS NULL) AS current
    ON current.version_id = articles.latest_version_id;
