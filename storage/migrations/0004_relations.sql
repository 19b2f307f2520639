-- How articles relate, and the stories they tell.

-- One row per relation of a version to one seen earlier.
CREATE TABLE relations (
    relation_id VARCHAR NOT NULL, -- from both versions and the kind
    version_id VARCHAR NOT NULL, -- the version seen later
    to_version_id VARCHAR NOT NULL, -- the version seen earlier
    kind VARCHAR NOT NULL, -- same_text, near, excerpt, derivative; of one URL: correction, update, expansion, cosmetic
    score DOUBLE NOT NULL, -- 0 to 1
    reason VARCHAR NOT NULL, -- what they share, in words
    original_version_id VARCHAR, -- the one that was written first; NULL where it can't be told
    changes VARCHAR[] NOT NULL, -- changed sentences, numbers and names, between versions of one URL
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that found it
    ontology_version VARCHAR NOT NULL, -- ontology in use then
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);

-- One row per version: what comparing needs of it.
CREATE TABLE fingerprints (
    version_id VARCHAR NOT NULL, -- the version
    position BIGINT NOT NULL, -- order in which versions were seen
    payload BLOB NOT NULL -- the fingerprint as the extractor packs it
);

-- One row per key under which a fingerprint is found.
CREATE TABLE fingerprint_keys (
    key VARCHAR NOT NULL, -- a band, rare name, URL or other key: versions that share one are compared
    version_id VARCHAR NOT NULL -- the version
);

-- One row per story: a cluster of articles on one happening.
CREATE TABLE stories (
    story_id VARCHAR NOT NULL, -- from the article that founded it
    position BIGINT NOT NULL, -- order in which stories were founded
    payload BLOB NOT NULL -- what clustering knows of it, as the extractor packs it
);

-- One row per key under which a story is found.
CREATE TABLE story_keys (
    key VARCHAR NOT NULL, -- a name, place, day or other key
    story_id VARCHAR NOT NULL -- the story
);

-- One row per article version in a story; a round-up may be in several.
CREATE TABLE story_members (
    story_id VARCHAR NOT NULL, -- the story
    version_id VARCHAR NOT NULL, -- the article version
    score DOUBLE NOT NULL, -- how well it fits, 0 to 1
    reason VARCHAR NOT NULL, -- why it belongs there, in words
    pinned BOOLEAN NOT NULL, -- put there by a person: later runs keep it
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that decided
    ontology_version VARCHAR NOT NULL, -- ontology in use then
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);

-- One row per correction of stories by hand.
CREATE TABLE story_pins (
    pin_id VARCHAR NOT NULL, -- id of the correction
    kind VARCHAR NOT NULL, -- split: the version stays out of the story; merge: the version belongs to the story
    version_id VARCHAR NOT NULL, -- the article version
    story_id VARCHAR NOT NULL, -- the story
    reason VARCHAR NOT NULL, -- why, in the person's words
    recorded_at TIMESTAMPTZ NOT NULL, -- when it was made
    superseded_at TIMESTAMPTZ -- when it was undone; NULL: it holds
);
