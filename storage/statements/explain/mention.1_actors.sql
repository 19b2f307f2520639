-- One row per actor that the mention speaks of.
SELECT actors.actor_id, actors.name, actors.kind, actors.country, actors.sector
FROM actors WHERE list_contains((SELECT any_value(actor_ids) FROM mentions WHERE mention_id = $id), actors.actor_id)
ORDER BY actors.actor_id;
