-- columns as in: event_actors

-- One row per actor and day with actual events dated to that very day; wider dates count for no day.
CREATE OR REPLACE VIEW actor_days AS
SELECT
    event_actors.date_from AS day, -- the day
    event_actors.actor_id,
    count(*) AS events, -- actual events
    count(*) FILTER (event_actors.role <> 'recipient') AS as_initiator, -- events in which it acts
    count(*) FILTER (event_actors.role <> 'initiator') AS as_recipient, -- events in which it is acted upon
    count(*) FILTER (event_actors.quad LIKE '%cooperation') AS cooperation, -- of these, cooperative ones by PLOVER's quad class
    count(*) FILTER (event_actors.quad LIKE '%conflict') AS conflict, -- of these, conflictual ones by PLOVER's quad class
    avg(event_actors.score) AS mean_score -- mean of PLOVER's scores, -10 to 10
FROM event_actors
WHERE event_actors.status = 'actual' AND event_actors.date_from = event_actors.date_to
GROUP BY event_actors.date_from, event_actors.actor_id;
