-- feed_entries: taken, but their document is not recorded
SELECT source_id, entry_key FROM feed_entries ANTI JOIN arrivals USING (arrival_id) WHERE state = 'taken';
