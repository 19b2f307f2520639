-- columns as in: mentions, actors, reports

-- One row per party of a report as known now (two where two mentions share its words): the words, the actor, and how
-- the words resolved to it.
CREATE OR REPLACE VIEW report_parties AS
WITH parties AS (
    SELECT version_id, report_id, 'initiator' AS role, unnest(initiators) AS party
    FROM reports WHERE superseded_at IS NULL
    UNION ALL
    SELECT version_id, report_id, 'recipient' AS role, unnest(recipients) AS party
    FROM reports WHERE superseded_at IS NULL
    UNION ALL
    SELECT version_id, report_id, 'speaker' AS role, speaker AS party
    FROM reports WHERE superseded_at IS NULL AND speaker IS NOT NULL
)
SELECT
    parties.role, -- initiator, recipient or speaker
    parties.party.quote AS words, -- as they stand in the text
    parties.party.actor_id AS actor_id,
    coalesce(actors.name, parties.party.name) AS name, -- of the actor; NULL: the words name nobody who is known
    actors.kind,
    actors.country,
    actors.sector,
    mentions.form,
    mentions.rule,
    mentions.reason,
    mentions.score,
    parties.party.span_start AS span_start,
    mentions.span_start AS mention_start, -- where the mention that resolved begins; NULL: none did
    parties.version_id,
    parties.report_id
FROM parties
LEFT JOIN actors ON actors.actor_id = parties.party.actor_id
LEFT JOIN mentions ON mentions.version_id = parties.version_id AND mentions.superseded_at IS NULL
    AND mentions.span_start < parties.party.span_end AND mentions.span_end > parties.party.span_start
    AND list_contains(mentions.actor_ids, parties.party.actor_id);
