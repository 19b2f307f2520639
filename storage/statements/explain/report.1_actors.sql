-- One row per party of the report: the words, the actor, and how the words resolved to it.
WITH parties AS (
    SELECT version_id, 'initiator' AS role, unnest(initiators) AS party FROM reports
    WHERE report_id = $id AND superseded_at IS NULL
    UNION ALL
    SELECT version_id, 'recipient' AS role, unnest(recipients) AS party FROM reports
    WHERE report_id = $id AND superseded_at IS NULL
    UNION ALL
    SELECT version_id, 'speaker' AS role, speaker AS party FROM reports
    WHERE report_id = $id AND superseded_at IS NULL AND speaker IS NOT NULL
)
SELECT
    parties.role,
    parties.party.quote AS words,
    parties.party.actor_id AS actor_id,
    coalesce(actors.name, parties.party.name) AS name,
    actors.kind,
    actors.country,
    actors.sector,
    mentions.form,
    mentions.rule,
    mentions.reason,
    mentions.score
FROM parties
LEFT JOIN actors ON actors.actor_id = parties.party.actor_id
LEFT JOIN mentions ON mentions.version_id = parties.version_id AND mentions.superseded_at IS NULL
    AND mentions.span_start < parties.party.span_end AND mentions.span_end > parties.party.span_start
    AND list_contains(mentions.actor_ids, parties.party.actor_id)
ORDER BY parties.role, parties.party.span_start, mentions.span_start;
