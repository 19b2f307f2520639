-- reports: current, of a version that is not
SELECT report_id FROM reports
ANTI JOIN (SELECT version_id FROM versions WHERE superseded_at IS NULL) AS current USING (version_id)
WHERE superseded_at IS NULL;
