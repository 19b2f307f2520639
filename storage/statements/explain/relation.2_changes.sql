-- One row per change between versions of one address: numbers and names first, then sentences.
SELECT unnest(changes) AS change FROM relations WHERE relation_id = $id AND superseded_at IS NULL;
