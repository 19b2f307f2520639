-- One row per way in which the article came.
SELECT arrivals.url, arrivals.origin, arrivals.fetched_at, arrivals.hint_published, arrivals.raw_id, arrivals.arrival_id,
    arrivals.extractor_version
FROM arrivals JOIN versions ON versions.version_id = arrivals.version_id AND versions.superseded_at IS NULL
WHERE versions.article_id = $id ORDER BY arrivals.recorded_at, arrivals.arrival_id;
