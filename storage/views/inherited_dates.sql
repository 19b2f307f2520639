-- columns as in: articles, versions, relations

-- One row per article that states no date of its own and whose dated original is known: the original's days. A copy appears on or after them; they are never its own.
CREATE OR REPLACE VIEW inherited_dates AS
WITH copies AS (
    SELECT
        CASE WHEN original_version_id = version_id THEN to_version_id ELSE version_id END AS copy_version_id,
        original_version_id,
        relation_id,
        kind,
        score,
        reason
    FROM relations
    WHERE superseded_at IS NULL AND original_version_id IS NOT NULL AND kind IN ('same_text', 'near', 'excerpt', 'derivative')
)
SELECT
    articles.article_id,
    copies.copy_version_id AS version_id,
    articles.title,
    articles.publisher,
    originals.published_from,
    originals.published_to,
    originals.published_precision,
    'inherited' AS published_rule, -- always inherited
    originals.published_quote,
    copies.original_version_id,
    copies.relation_id,
    copies.kind,
    copies.reason
FROM copies
JOIN articles ON articles.latest_version_id = copies.copy_version_id
JOIN versions AS originals ON originals.version_id = copies.original_version_id AND originals.superseded_at IS NULL
WHERE articles.published_from IS NULL AND originals.published_from IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY copies.copy_version_id ORDER BY copies.score DESC, originals.published_from, copies.relation_id
) = 1;
