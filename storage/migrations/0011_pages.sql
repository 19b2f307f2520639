-- Pages kept from the moment they are fetched, so that none is asked for twice; what feeds ask between polls.

-- One row per page address: what it last gave, kept before it is read.
CREATE TABLE pages (
    url VARCHAR NOT NULL, -- address that was asked for
    final_url VARCHAR NOT NULL, -- address that answered, after redirects
    raw_id VARCHAR NOT NULL, -- raw document beside the database
    headers STRUCT(name VARCHAR, value VARCHAR)[] NOT NULL, -- headers of the answer
    etag VARCHAR, -- validator of the answer
    last_modified VARCHAR, -- validator of the answer
    fetched_at TIMESTAMPTZ NOT NULL, -- when it was fetched, or last found unchanged
    fetch_id VARCHAR, -- request that brought it
    source_id VARCHAR -- source that it was asked for
);

ALTER TABLE feed_entries ADD COLUMN told_at TIMESTAMPTZ; -- when the feed first told of it as it is now; NULL: when it was first listed
ALTER TABLE feed_entries ADD COLUMN tellings BIGINT DEFAULT 1; -- times that the feed told of it anew
ALTER TABLE feed_entries ADD COLUMN due_at TIMESTAMPTZ; -- when its page is to be asked for again; NULL: at once
ALTER TABLE source_polls ADD COLUMN validated_url VARCHAR; -- address that gave the validators, after redirects
ALTER TABLE source_polls ADD COLUMN ttl_seconds BIGINT; -- least seconds between polls that the feed asks for; NULL: none
ALTER TABLE source_polls ADD COLUMN skip_hours BIGINT[]; -- hours, UTC, in which the feed asks not to be polled
ALTER TABLE source_polls ADD COLUMN skip_days BIGINT[]; -- weekdays, Monday 0, on which the feed asks not to be polled
