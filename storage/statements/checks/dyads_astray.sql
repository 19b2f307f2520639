-- event_dyads: of an event that is not current, or that is otherwise by now
SELECT event_dyads.event_id, initiator, recipient FROM event_dyads
LEFT JOIN (SELECT * FROM events WHERE superseded_at IS NULL) AS current USING (event_id)
WHERE (event_dyads.type, event_dyads.status, event_dyads.date_from, event_dyads.corroboration)
    IS DISTINCT FROM (current.type, current.status, current.date_from, current.corroboration);
