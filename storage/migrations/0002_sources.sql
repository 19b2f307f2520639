-- Who publishes, what was asked of them, and what their feeds listed.

-- One row per feed, sitemap or folder that is polled.
CREATE TABLE sources (
    source_id VARCHAR NOT NULL, -- id of the source
    name VARCHAR NOT NULL, -- name for people
    url VARCHAR NOT NULL, -- URL of the feed or sitemap, or of the folder as file URL
    home VARCHAR, -- home page; NULL where not known
    kind VARCHAR NOT NULL, -- feed, sitemap, json_feed or folder
    publisher VARCHAR, -- who publishes; NULL: as the articles say
    country VARCHAR, -- ISO 3166-1 alpha-3 of the publisher; NULL where not known
    language VARCHAR, -- ISO 639-1; NULL where not known
    tags VARCHAR[] NOT NULL, -- the user's own labels
    state VARCHAR NOT NULL, -- active, paused or retired
    full_text VARCHAR NOT NULL, -- page: each entry's page is fetched; feed: the entry's own text is whole
    interval_seconds BIGINT, -- seconds between polls; NULL: by the source's own rhythm
    trust DOUBLE, -- 0 to 1, the user's own judgement; NULL: none given
    keep_selector VARCHAR, -- CSS selector of what alone is body; NULL: none
    drop_selector VARCHAR, -- CSS selector of what is never body; NULL: none
    unverified BOOLEAN NOT NULL, -- whether the URL was never tried
    added_at TIMESTAMPTZ NOT NULL, -- when it was added
    changed_at TIMESTAMPTZ NOT NULL -- when its row was last changed
);

-- One row per source: how its polling stands.
CREATE TABLE source_polls (
    source_id VARCHAR NOT NULL, -- the source
    due_at TIMESTAMPTZ, -- when it is to be polled next; NULL: at once
    polled_at TIMESTAMPTZ, -- when it was last polled
    good_at TIMESTAMPTZ, -- when a poll last succeeded
    failures_in_row BIGINT NOT NULL, -- polls failed since the last good one
    etag VARCHAR, -- validator of the last good answer
    last_modified VARCHAR, -- validator of the last good answer
    moved_to VARCHAR, -- URL to which permanent redirects point; NULL: none
    moved_times BIGINT NOT NULL, -- permanent redirects in a row to that URL that still gave a feed
    reason VARCHAR, -- why the last poll failed; NULL where it did not
    changed_at TIMESTAMPTZ NOT NULL -- when this row was last written
);

-- One row per entry that a source has listed.
CREATE TABLE feed_entries (
    source_id VARCHAR NOT NULL, -- the source
    entry_key VARCHAR NOT NULL, -- the entry's own id, or one made from its link or text
    url VARCHAR, -- its link
    content_key VARCHAR NOT NULL, -- hash of the entry's title, text and dates: another one means that it was updated
    arrival_id VARCHAR, -- the arrival made from it; NULL while its page is to be fetched, or refused
    state VARCHAR NOT NULL, -- pending, taken, failed or removed
    attempts BIGINT NOT NULL, -- times that its page was asked for
    reason VARCHAR, -- why it failed; NULL where it did not
    hints VARCHAR, -- what the entry says of its article, as JSON, until it is taken
    first_seen_at TIMESTAMPTZ NOT NULL, -- when the feed first listed it
    last_seen_at TIMESTAMPTZ NOT NULL -- when the feed last listed it
);

-- One row per request made: the ledger of fetching.
CREATE TABLE fetches (
    fetch_id VARCHAR NOT NULL, -- id of the request
    run_id VARCHAR, -- run that made it
    source_id VARCHAR, -- source it was made for; NULL for URLs given by hand
    url VARCHAR NOT NULL, -- URL asked for
    final_url VARCHAR, -- URL that answered, after redirects
    purpose VARCHAR NOT NULL, -- feed, page, robots or discovery
    started_at TIMESTAMPTZ NOT NULL, -- when it began
    seconds DOUBLE NOT NULL, -- how long it took
    status INTEGER, -- HTTP status; NULL where no answer came
    outcome VARCHAR NOT NULL, -- ok, not_modified, gone, http_error, throttled, refused, timed_out or network_error
    reason VARCHAR, -- in words, where it is not ok
    bytes_received BIGINT NOT NULL, -- bytes of the body as received
    etag VARCHAR, -- validator of the answer
    last_modified VARCHAR, -- validator of the answer
    raw_id VARCHAR -- raw document kept; NULL: none
);
