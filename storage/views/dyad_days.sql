-- columns as in: event_dyads

-- One row per pair and day with actual events dated to that very day; wider dates ("last month") count for no day.
CREATE OR REPLACE VIEW dyad_days AS
SELECT
    event_dyads.date_from AS day, -- the day
    event_dyads.initiator,
    event_dyads.recipient,
    count(*) AS events, -- actual events
    count(*) FILTER (event_dyads.quad = 'verbal_cooperation') AS verbal_cooperation, -- of these, PLOVER quad class
    count(*) FILTER (event_dyads.quad = 'material_cooperation') AS material_cooperation, -- of these, PLOVER quad class
    count(*) FILTER (event_dyads.quad = 'verbal_conflict') AS verbal_conflict, -- of these, PLOVER quad class
    count(*) FILTER (event_dyads.quad = 'material_conflict') AS material_conflict, -- of these, PLOVER quad class
    avg(event_dyads.score) AS mean_score, -- mean of PLOVER's scores, -10 to 10
    min(event_dyads.score) AS lowest_score, -- most hostile score
    max(event_dyads.score) AS highest_score, -- most friendly score
    max(event_dyads.corroboration) AS most_corroboration -- independent publishers of the best-attested event
FROM event_dyads
WHERE event_dyads.status = 'actual' AND event_dyads.date_from = event_dyads.date_to
GROUP BY event_dyads.date_from, event_dyads.initiator, event_dyads.recipient;
