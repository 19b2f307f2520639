-- columns as in: event_dyads, events

-- One row per (initiator, recipient) pair of a current event, whatever its status; a meeting of several gives each ordered pair.
CREATE OR REPLACE VIEW dyads AS
SELECT
    event_dyads.event_id,
    event_dyads.initiator,
    coalesce(one.name, regexp_replace(event_dyads.initiator, '^text:', '')) AS initiator_name, -- canonical name of the initiator, or its words
    one.country AS initiator_country, -- ISO 3166-1 alpha-3 of the initiator; NULL: none or unknown
    one.kind AS initiator_kind, -- kind of actor; NULL: unresolved
    one.sector AS initiator_sector, -- PLOVER sector; NULL: none or unknown
    event_dyads.recipient,
    coalesce(other.name, regexp_replace(event_dyads.recipient, '^text:', '')) AS recipient_name, -- canonical name of the recipient, or its words
    other.country AS recipient_country, -- ISO 3166-1 alpha-3 of the recipient; NULL: none or unknown
    other.kind AS recipient_kind, -- kind of actor; NULL: unresolved
    other.sector AS recipient_sector, -- PLOVER sector; NULL: none or unknown
    event_dyads.type,
    event_dyads.mode,
    event_dyads.cameo,
    event_dyads.quad,
    event_dyads.score,
    event_dyads.status,
    event_dyads.date_from,
    event_dyads.date_to,
    event_dyads.date_precision,
    event_dyads.corroboration,
    event_dyads.confidence
FROM event_dyads
LEFT JOIN actors AS one ON one.actor_id = event_dyads.initiator
LEFT JOIN actors AS other ON other.actor_id = event_dyads.recipient;
