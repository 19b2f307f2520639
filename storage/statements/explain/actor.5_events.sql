-- One row per current event of the actor, latest first.
SELECT event_actors.role, events.date_from, events.date_to, events.type, events.status, events.quote, events.event_id
FROM event_actors JOIN events ON events.event_id = event_actors.event_id AND events.superseded_at IS NULL
WHERE event_actors.actor_id = $id ORDER BY events.date_from DESC NULLS LAST, events.event_id LIMIT 100;
