-- rejects: still standing, of a document that has become an article
SELECT reject_id FROM rejects JOIN arrivals USING (arrival_id)
WHERE rejects.superseded_at IS NULL AND arrivals.version_id IS NOT NULL;
