-- raw_documents, arrivals, actors, sources, feed_entries, fetches, alerts or outbox: recorded twice
SELECT 'raw_documents' AS ledger, raw_id AS id FROM raw_documents GROUP BY raw_id HAVING count(*) > 1
UNION ALL SELECT 'arrivals', arrival_id FROM arrivals GROUP BY arrival_id HAVING count(*) > 1
UNION ALL SELECT 'actors', actor_id FROM actors GROUP BY actor_id HAVING count(*) > 1
UNION ALL SELECT 'sources', source_id FROM sources GROUP BY source_id HAVING count(*) > 1
UNION ALL SELECT 'feed_entries', source_id || ' ' || entry_key FROM feed_entries GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'fetches', fetch_id FROM fetches GROUP BY fetch_id HAVING count(*) > 1
UNION ALL SELECT 'alerts', alert_id FROM alerts GROUP BY alert_id HAVING count(*) > 1
UNION ALL SELECT 'outbox', delivery_id FROM outbox GROUP BY delivery_id HAVING count(*) > 1;
