-- event_actors: not the parties of the current events
SELECT coalesce(parties.event_id, event_actors.event_id), coalesce(parties.actor_id, event_actors.actor_id)
FROM (
    SELECT DISTINCT event_id, unnest(initiators || recipients) AS actor_id FROM events WHERE superseded_at IS NULL
) AS parties
FULL JOIN event_actors USING (event_id, actor_id)
WHERE parties.event_id IS NULL OR event_actors.event_id IS NULL;
