-- fingerprint_keys, story_keys or event_keys: of a record that is not there
SELECT key, version_id AS id FROM fingerprint_keys ANTI JOIN fingerprints USING (version_id)
UNION ALL SELECT key, story_id FROM story_keys ANTI JOIN stories USING (story_id)
UNION ALL SELECT key, event_id FROM event_keys ANTI JOIN event_states USING (event_id);
