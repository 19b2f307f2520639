-- columns as in: events

-- One row per actual event with a date, as known now, in words for people; sort by day.
CREATE OR REPLACE VIEW timeline AS
SELECT
    events.day,
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
    events.quad,
    events.score,
    events.initiators,
    events.recipients,
    events.event_id
FROM events
WHERE events.superseded_at IS NULL AND events.status = 'actual' AND events.day IS NOT NULL;
