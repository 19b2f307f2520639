-- events: current, but merging has no state of them, or has the state of one that is not
SELECT coalesce(current.event_id, event_states.event_id)
FROM (SELECT event_id FROM events WHERE superseded_at IS NULL) AS current
FULL JOIN event_states USING (event_id)
WHERE current.event_id IS NULL OR event_states.event_id IS NULL;
