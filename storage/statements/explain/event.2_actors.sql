-- One row per party of the event's reports: the words, the actor, and how the words resolved to it.
SELECT role, words, actor_id, name, kind, country, sector, form, rule, reason, score, report_id
FROM report_parties
WHERE role <> 'speaker'
    AND report_id IN (SELECT report_id FROM event_reports WHERE event_id = $id AND superseded_at IS NULL)
ORDER BY role, report_id, span_start, mention_start;
