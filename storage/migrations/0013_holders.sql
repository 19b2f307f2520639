-- Keys of fingerprints and stories as numbers, and of each key only the records that had it first and last.

-- One row per key and version that is found under it: the 16 versions that had it first, and the 16 that had it last.
CREATE TABLE fingerprint_holders (
    key UBIGINT NOT NULL, -- 64 bits of a passage, pair of names, URL or other key: versions that share several are compared
    position BIGINT NOT NULL -- the version's place in fingerprints
);

INSERT INTO fingerprint_holders BY NAME
WITH held AS (
  SELECT md5_number_lower(fingerprint_keys.key) AS key, fingerprints.position
  FROM fingerprint_keys JOIN fingerprints USING (version_id)
), crowded AS (
  SELECT key FROM held GROUP BY key HAVING count(*) > 32
)
SELECT key, position FROM held ANTI JOIN crowded USING (key)
UNION ALL
SELECT key, position FROM held SEMI JOIN crowded USING (key)
QUALIFY row_number() OVER (PARTITION BY key ORDER BY position) <= 16
  OR row_number() OVER (PARTITION BY key ORDER BY position DESC) <= 16
ORDER BY position, key;

DROP TABLE fingerprint_keys;

-- One row per key and story that is found under it: the 16 stories that were founded first, and the 16 founded last.
CREATE TABLE story_holders (
    key UBIGINT NOT NULL, -- 64 bits of a word or name that tells what the story is about
    position BIGINT NOT NULL -- the story's place in stories
);

INSERT INTO story_holders BY NAME
WITH held AS (
  SELECT md5_number_lower(story_keys.key) AS key, stories.position
  FROM story_keys JOIN stories USING (story_id)
)
SELECT key, position FROM held
QUALIFY row_number() OVER (PARTITION BY key ORDER BY position) <= 16
  OR row_number() OVER (PARTITION BY key ORDER BY position DESC) <= 16
ORDER BY position, key;

DROP TABLE story_keys;
