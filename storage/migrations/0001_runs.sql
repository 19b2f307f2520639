-- What ran, over what, and what went no further.

-- Named values that the program keeps about the database itself.
CREATE TABLE settings (
    name VARCHAR PRIMARY KEY, -- name of the value
    value VARCHAR NOT NULL, -- the value as text
    recorded_at TIMESTAMPTZ NOT NULL -- when it was last written
);

-- One row per execution of a flow.
CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY, -- id of the run
    flow VARCHAR NOT NULL, -- name of the flow: backfill, poll, fetch, recode ...
    started_at TIMESTAMPTZ NOT NULL, -- when it began
    ended_at TIMESTAMPTZ, -- when it ended; NULL while it runs, or where it was killed
    state VARCHAR NOT NULL, -- running, completed, failed or interrupted
    parameters VARCHAR NOT NULL, -- the flow's parameters as JSON
    inputs BIGINT NOT NULL, -- documents that came in
    kept BIGINT NOT NULL, -- documents that became articles, copies included
    duplicates BIGINT NOT NULL, -- kept documents that copy or derive from another article
    known BIGINT NOT NULL, -- documents that were in the database already
    rejected BIGINT NOT NULL, -- documents that went no further; see rejects
    dates BIGINT NOT NULL, -- temporal expressions found
    actors BIGINT NOT NULL, -- actors mentioned, counted once an article
    reports BIGINT NOT NULL, -- reports coded
    events BIGINT NOT NULL, -- events founded or changed
    extractor_version VARCHAR NOT NULL, -- version of the extracting code
    ontology_version VARCHAR NOT NULL -- version of the ontology files
);

-- One row per batch of documents on its way from fetched to loaded: what a sweep looks at.
CREATE TABLE batches (
    batch_id VARCHAR PRIMARY KEY, -- id of the batch, from its run and position or from its arrivals
    run_id VARCHAR, -- run that made or last worked on it
    state VARCHAR NOT NULL, -- fetched, processing, loaded, announced or failed
    inputs BIGINT NOT NULL, -- documents in it
    attempts BIGINT NOT NULL, -- times that processing was begun
    reason VARCHAR, -- why the last attempt failed; NULL where none did
    claimed_until TIMESTAMPTZ, -- until when a worker holds it; NULL where none does
    created_at TIMESTAMPTZ NOT NULL, -- when it was made
    changed_at TIMESTAMPTZ NOT NULL -- when its state last changed
);

-- One row per document that went no further, with the stage and the reason.
CREATE TABLE rejects (
    reject_id VARCHAR NOT NULL, -- from the arrival (or the path or URL), stage and reason
    arrival_id VARCHAR, -- the arrival; NULL where nothing could be read at all
    raw_id VARCHAR, -- the raw document that is kept; NULL where nothing could be read at all
    origin VARCHAR, -- file path or feed it was read from
    url VARCHAR, -- its URL, where it has one
    stage VARCHAR NOT NULL, -- open, fetch, decode, read, date, relate, parse, extract or load
    reason VARCHAR NOT NULL, -- why, in plain words
    detail VARCHAR, -- the error's own words or the offending excerpt
    run_id VARCHAR NOT NULL, -- run that rejected it
    extractor_version VARCHAR NOT NULL, -- version of the code that rejected it
    recorded_at TIMESTAMPTZ NOT NULL, -- when it was rejected
    superseded_at TIMESTAMPTZ -- when a replay did better; NULL where it still stands
);
