-- columns as in: sources, source_polls

-- One row per source: how its polling goes and whether it has fallen silent.
CREATE OR REPLACE VIEW source_health AS
WITH given AS (
    SELECT arrivals.source_id, max(arrivals.recorded_at) AS newest_at, min(arrivals.recorded_at) AS oldest_at
    FROM arrivals
    GROUP BY arrivals.source_id
), taken AS (
    SELECT
        arrivals.source_id,
        count(*) AS arrivals,
        count(*) FILTER (arrivals.version_id IS NULL AND arrivals.extractor_version IS NOT NULL) AS rejected,
        count(*) FILTER (arrivals.recorded_at > now() - INTERVAL 1 DAY) AS last_day,
        count(*) FILTER (arrivals.recorded_at > given.newest_at - INTERVAL 28 DAY)
            / greatest(1, least(28, date_diff('day', any_value(given.oldest_at), any_value(given.newest_at)))) AS a_day,
        any_value(given.newest_at) AS newest_at,
        median(date_diff('second', versions.published_at, arrivals.fetched_at))
            FILTER (versions.published_at <= arrivals.fetched_at) AS delay
    FROM arrivals
    JOIN given ON given.source_id = arrivals.source_id
    LEFT JOIN versions ON versions.version_id = arrivals.version_id AND versions.superseded_at IS NULL
    GROUP BY arrivals.source_id
), asked AS (
    SELECT fetches.source_id, count(*) AS requests, count(*) FILTER (fetches.outcome NOT IN ('ok', 'not_modified')) AS failed
    FROM fetches
    WHERE fetches.started_at > now() - INTERVAL 7 DAY
    GROUP BY fetches.source_id
)
SELECT
    sources.source_id,
    sources.name,
    sources.state,
    source_polls.good_at,
    source_polls.polled_at,
    source_polls.due_at,
    coalesce(source_polls.failures_in_row, 0) AS failures_in_row,
    source_polls.reason,
    coalesce(asked.requests, 0) AS requests_in_week, -- requests made in the last 7 days
    coalesce(asked.failed, 0) AS failed_in_week, -- of these, without a good answer
    coalesce(taken.arrivals, 0) AS documents, -- documents that it has given
    round(taken.rejected / taken.arrivals, 3) AS share_rejected, -- share of these that went no further; NULL: no documents
    coalesce(taken.last_day, 0) AS documents_in_day, -- documents in the last 24 hours
    round(taken.a_day, 2) AS documents_a_day, -- its habit: documents a day over the 28 days before its latest
    taken.newest_at AS newest_at, -- when it last gave a document
    taken.delay AS median_delay_seconds, -- median from publication to fetch; NULL: not known
    coalesce(
        sources.state = 'active' AND taken.newest_at < now() - INTERVAL 1 DAY * greatest(2, 5 / greatest(taken.a_day, 0.1)),
        false
    ) AS silent -- whether it has given nothing for five times its usual pause, and two days at least
FROM sources
LEFT JOIN source_polls USING (source_id)
LEFT JOIN taken USING (source_id)
LEFT JOIN asked USING (source_id);
