-- One row per stage and reason for which the run rejected documents.
SELECT stage, reason, count(*) AS documents, min(coalesce(origin, url)) AS example
FROM rejects WHERE run_id = $id GROUP BY stage, reason ORDER BY documents DESC, stage, reason;
