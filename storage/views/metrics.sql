-- reads views: source_health

-- One row per figure of operation, over the last 7 days unless its name says otherwise: for dashboards and alert rules.
CREATE OR REPLACE VIEW metrics AS
SELECT
    'runs' AS name, -- what is told: runs, run_seconds, articles_a_minute, documents, rejects, requests, delay ...
    runs.flow || ' ' || runs.state AS label, -- of what: flow and state, stage and reason, outcome, severity ...
    count(*)::DOUBLE AS value, -- the figure
    'runs' AS unit -- its unit
FROM runs WHERE runs.started_at > now() - INTERVAL 7 DAY GROUP BY ALL
UNION ALL
SELECT 'run_seconds', runs.flow, median(epoch(runs.ended_at) - epoch(runs.started_at)), 'seconds, median'
FROM runs WHERE runs.started_at > now() - INTERVAL 7 DAY AND runs.ended_at IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'articles_a_minute', runs.flow, 60 * sum(runs.kept) / sum(epoch(runs.ended_at) - epoch(runs.started_at)),
    'articles a minute of work'
FROM runs
WHERE runs.started_at > now() - INTERVAL 7 DAY AND runs.ended_at > runs.started_at AND runs.kept > 0 GROUP BY ALL
UNION ALL
SELECT 'documents', figures.label, figures.value::DOUBLE, 'documents'
FROM (
    UNPIVOT (
        SELECT coalesce(sum(runs.inputs), 0)::DOUBLE AS inputs, coalesce(sum(runs.kept), 0)::DOUBLE AS kept,
            coalesce(sum(runs.duplicates), 0)::DOUBLE AS duplicates, coalesce(sum(runs.known), 0)::DOUBLE AS known,
            coalesce(sum(runs.rejected), 0)::DOUBLE AS rejected
        FROM runs WHERE runs.started_at > now() - INTERVAL 7 DAY
    ) ON inputs, kept, duplicates, known, rejected INTO NAME label VALUE value
) AS figures
UNION ALL
SELECT 'rejects', rejects.stage || ': ' || rejects.reason, count(*)::DOUBLE, 'documents'
FROM rejects
WHERE rejects.recorded_at > now() - INTERVAL 7 DAY AND rejects.superseded_at IS NULL GROUP BY ALL
UNION ALL
SELECT 'requests', fetches.outcome, count(*)::DOUBLE, 'requests'
FROM fetches WHERE fetches.started_at > now() - INTERVAL 7 DAY GROUP BY ALL
UNION ALL
SELECT 'delay', 'publication to fetch',
    median(epoch(arrivals.fetched_at) - epoch(versions.published_at)), 'seconds, median'
FROM arrivals JOIN versions ON versions.version_id = arrivals.version_id AND versions.superseded_at IS NULL
WHERE arrivals.recorded_at > now() - INTERVAL 7 DAY AND versions.published_at <= arrivals.fetched_at
HAVING count(*) > 0
UNION ALL
SELECT 'delay', 'fetch to load', median(epoch(arrivals.recorded_at) - epoch(arrivals.fetched_at)), 'seconds, median'
FROM arrivals
WHERE arrivals.recorded_at > now() - INTERVAL 7 DAY AND arrivals.fetched_at <= arrivals.recorded_at
HAVING count(*) > 0
UNION ALL
SELECT 'delay', 'alert to delivery', median(epoch(outbox.delivered_at) - epoch(outbox.created_at)), 'seconds, median'
FROM outbox WHERE outbox.created_at > now() - INTERVAL 7 DAY AND outbox.delivered_at IS NOT NULL HAVING count(*) > 0
UNION ALL
SELECT 'queue_now', 'entries ' || feed_entries.state, count(*)::DOUBLE, 'entries'
FROM feed_entries WHERE feed_entries.state <> 'taken' GROUP BY ALL
UNION ALL
SELECT 'queue_now', 'batches ' || batches.state, count(*)::DOUBLE, 'batches'
FROM batches WHERE batches.state NOT IN ('loaded', 'announced') GROUP BY ALL
UNION ALL
SELECT 'queue_now', 'messages ' || outbox.state, count(*)::DOUBLE, 'messages'
FROM outbox WHERE outbox.state <> 'delivered' GROUP BY ALL
UNION ALL
SELECT 'alerts_now', alerts.severity || ' ' || alerts.state, count(*)::DOUBLE, 'alerts' FROM alerts GROUP BY ALL
UNION ALL
SELECT 'sources_now',
    CASE WHEN source_health.state <> 'active' THEN source_health.state WHEN source_health.silent THEN 'silent'
        WHEN source_health.failures_in_row > 0 THEN 'failing' ELSE 'well' END,
    count(*)::DOUBLE, 'sources'
FROM source_health GROUP BY ALL;
