-- One row per party of the report: the words, the actor, and how the words resolved to it.
SELECT role, words, actor_id, name, kind, country, sector, form, rule, reason, score
FROM report_parties
WHERE report_id = $id
ORDER BY role, span_start, mention_start;
