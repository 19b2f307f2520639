-- One row per mention of the version, in text order.
SELECT quote, form, actor_ids, rule, reason, office, score, mention_id
FROM mentions WHERE version_id = $id AND superseded_at IS NULL ORDER BY span_start, mention_id;
