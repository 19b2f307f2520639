-- One row per way in which articles speak of the actor, with an example of why it resolved so.
SELECT quote, form, rule, count(*) AS times, any_value(reason) AS reason, any_value(mention_id) AS mention_id
FROM mentions WHERE superseded_at IS NULL AND list_contains(actor_ids, $id)
GROUP BY quote, form, rule ORDER BY times DESC, quote, form, rule;
