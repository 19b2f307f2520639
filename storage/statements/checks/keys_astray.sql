-- fingerprint_holders, story_holders or event_keys: of a record that is not there
SELECT key::VARCHAR AS key, position::VARCHAR AS id FROM fingerprint_holders ANTI JOIN fingerprints USING (position)
UNION ALL SELECT key::VARCHAR, position::VARCHAR FROM story_holders ANTI JOIN stories USING (position)
UNION ALL SELECT key, event_id FROM event_keys ANTI JOIN event_states USING (event_id);
