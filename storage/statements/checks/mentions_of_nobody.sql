-- mentions: of an actor that is not recorded
SELECT mention_id, actor_id
FROM (SELECT mention_id, unnest(actor_ids) AS actor_id FROM mentions WHERE superseded_at IS NULL)
ANTI JOIN actors USING (actor_id);
