-- arrivals: read, with neither a version nor a reason
SELECT arrival_id FROM arrivals WHERE version_id IS NULL AND reason IS NULL AND extractor_version IS NOT NULL;
