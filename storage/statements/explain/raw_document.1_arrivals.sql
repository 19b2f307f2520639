-- One row per way in which the content came.
SELECT arrival_id, url, origin, media_type, fetched_at, version_id, reason FROM arrivals WHERE raw_id = $id
ORDER BY recorded_at, arrival_id;
