-- One row per temporal expression of the version, in text order.
SELECT quote, type, "value", date_from, date_to, date_precision, modifier, rule, anchor, date_reason, date_id
FROM dates WHERE version_id = $id AND superseded_at IS NULL ORDER BY span_start, date_id;
