-- columns as in: events, plover_types
-- reads views: type_figures

-- One row per actual event with a date, as known now, in words for people; sort by day.
CREATE OR REPLACE VIEW timeline AS
SELECT
    coalesce(events.date_from, events.date_to) AS day, -- first day, or the last one where the first is open
    events.date_from,
    events.date_to,
    events.date_precision,
    events.type,
    events.mode,
    array_to_string(events.initiator_names, ', ') AS initiator_names, -- who, by name; empty: nobody is named
    array_to_string(events.recipient_names, ', ') AS recipient_names, -- to whom, by name; empty: nobody is named
    events.place_name,
    events.place_country,
    events.quote,
    events.corroboration,
    events.confidence,
    type_figures.quad,
    type_figures.score,
    events.initiators,
    events.recipients,
    events.event_id
FROM events
LEFT JOIN type_figures ON type_figures.type = events.type AND type_figures.mode IS NOT DISTINCT FROM events.mode
WHERE events.superseded_at IS NULL
    AND events.status = 'actual'
    AND coalesce(events.date_from, events.date_to) IS NOT NULL;
