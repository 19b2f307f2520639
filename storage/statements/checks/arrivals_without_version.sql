-- arrivals: their version is not current
SELECT arrival_id FROM arrivals
ANTI JOIN (SELECT version_id FROM versions WHERE superseded_at IS NULL) AS current USING (version_id)
WHERE version_id IS NOT NULL;
