-- One row per party of the event's reports: the words, the actor, and how the words resolved to it.
WITH parties AS (
    SELECT reports.version_id, reports.report_id, 'initiator' AS role, unnest(reports.initiators) AS party
    FROM event_reports JOIN reports ON reports.report_id = event_reports.report_id AND reports.superseded_at IS NULL
    WHERE event_reports.event_id = $id AND event_reports.superseded_at IS NULL
    UNION ALL
    SELECT reports.version_id, reports.report_id, 'recipient' AS role, unnest(reports.recipients) AS party
    FROM event_reports JOIN reports ON reports.report_id = event_reports.report_id AND reports.superseded_at IS NULL
    WHERE event_reports.event_id = $id AND event_reports.superseded_at IS NULL
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
    mentions.score,
    parties.report_id
FROM parties
LEFT JOIN actors ON actors.actor_id = parties.party.actor_id
LEFT JOIN mentions ON mentions.version_id = parties.version_id AND mentions.superseded_at IS NULL
    AND mentions.span_start < parties.party.span_end AND mentions.span_end > parties.party.span_start
    AND list_contains(mentions.actor_ids, parties.party.actor_id)
ORDER BY parties.role, parties.report_id, parties.party.span_start, mentions.span_start;
