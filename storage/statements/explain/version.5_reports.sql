-- One row per report of the version, in text order.
SELECT type, mode, status, list_transform(initiators, party -> party.name) AS initiators,
    list_transform(recipients, party -> party.name) AS recipients, date_from, date_to, quote, rule, confidence, report_id
FROM reports WHERE version_id = $id AND superseded_at IS NULL ORDER BY trigger_start, report_id;
