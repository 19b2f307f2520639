-- What came in, and the articles and versions read from it.

-- One row per distinct content received; the bytes are kept beside the database under their hash.
CREATE TABLE raw_documents (
    raw_id VARCHAR NOT NULL, -- SHA-256 of the content
    size_bytes BIGINT NOT NULL, -- size of the content
    run_id VARCHAR NOT NULL, -- run that first brought it
    recorded_at TIMESTAMPTZ NOT NULL -- when it was first recorded
);

-- One row per distinct way in which content came: the same bytes under two URLs are two arrivals.
CREATE TABLE arrivals (
    arrival_id VARCHAR NOT NULL, -- from content, media type, URL and hints
    raw_id VARCHAR NOT NULL, -- the content
    media_type VARCHAR NOT NULL, -- text/plain or text/html
    url VARCHAR, -- URL it came from or stands for; NULL: none given
    headers STRUCT(name VARCHAR, "value" VARCHAR)[] NOT NULL, -- HTTP response headers
    hint_title VARCHAR, -- title as its carrier says
    hint_published VARCHAR, -- publication date as its carrier writes it
    hint_publisher VARCHAR, -- publisher as its carrier says
    hint_authors VARCHAR[] NOT NULL, -- authors as its carrier says
    hint_language VARCHAR, -- language as its carrier says
    hint_carrier VARCHAR, -- what carried it: feed, sitemap, record, csv ...; NULL: nothing
    origin VARCHAR, -- file path or feed it was read from
    fetched_at TIMESTAMPTZ, -- when it was fetched; NULL for files
    source_id VARCHAR, -- source that listed it; NULL: none
    fetch_id VARCHAR, -- request that brought it; NULL for files
    batch_id VARCHAR NOT NULL, -- batch it came in
    run_id VARCHAR NOT NULL, -- run that last read it
    version_id VARCHAR, -- article version read from it; NULL: rejected, or not yet read
    reason VARCHAR, -- why version_id is NULL
    extractor_version VARCHAR, -- code that last read it; NULL: not yet read
    ontology_version VARCHAR, -- ontology with which it was last coded; NULL: not yet coded
    recorded_at TIMESTAMPTZ NOT NULL -- when it was last read
);

-- One row per article, whatever versions of it were seen; title, publisher, language and date are its latest version's.
CREATE TABLE articles (
    article_id VARCHAR NOT NULL, -- from the canonical URL, or from the cleaned text where there is none
    latest_version_id VARCHAR NOT NULL, -- the version seen last
    url VARCHAR, -- URL; NULL: none known
    canonical_url VARCHAR, -- URL that the page names as its own, without tracking parameters; NULL: none known
    title VARCHAR, -- headline; NULL: none found
    publisher VARCHAR, -- who published it; NULL: not stated
    language VARCHAR NOT NULL, -- ISO 639-1; und where it can't be told
    published_from DATE, -- first day of publication; NULL: see published_reason
    published_to DATE, -- last day of publication
    published_precision VARCHAR, -- grain at which publication is stated
    published_reason VARCHAR, -- why publication is NULL
    source_id VARCHAR, -- source that listed it first; NULL: none
    first_seen_at TIMESTAMPTZ NOT NULL, -- when its first version was recorded
    last_seen_at TIMESTAMPTZ NOT NULL -- when its latest version was recorded
);

-- One row per version of an article: cleaned text and what the page says of itself. Spans everywhere count characters of text.
CREATE TABLE versions (
    version_id VARCHAR NOT NULL, -- from article, title and cleaned text
    article_id VARCHAR NOT NULL, -- the article
    raw_id VARCHAR NOT NULL, -- content it was read from
    arrival_id VARCHAR NOT NULL, -- arrival it was read from
    title VARCHAR, -- headline; NULL: none found
    authors VARCHAR[] NOT NULL, -- people who wrote it
    agencies VARCHAR[] NOT NULL, -- agencies that the byline credits
    publisher VARCHAR, -- who published it; NULL: not stated
    section VARCHAR, -- section of the publication; NULL: not stated
    image VARCHAR, -- URL of the lead image; NULL: none
    language VARCHAR NOT NULL, -- ISO 639-1; und where it can't be told
    text VARCHAR NOT NULL, -- cleaned body; paragraphs parted by one blank line
    captions VARCHAR[] NOT NULL, -- captions, which are kept apart from the body
    furniture STRUCT(kind VARCHAR, "text" VARCHAR, rule VARCHAR)[] NOT NULL, -- what was cut from the document, with the rule that knew it
    original_source VARCHAR, -- publisher or domain that a Source: trailer credits; NULL: none
    quoted_spans STRUCT(span_start INTEGER, span_end INTEGER)[] NOT NULL, -- block quotations in text
    published_from DATE, -- first day of publication; NULL: see published_reason
    published_to DATE, -- last day of publication
    published_precision VARCHAR, -- grain at which publication is stated
    published_at TIMESTAMPTZ, -- moment of publication; NULL where only a day is stated
    published_rule VARCHAR, -- where the date stands: json_ld, meta, header_line, url ...
    published_quote VARCHAR, -- the words that state it
    published_reason VARCHAR, -- why publication is NULL
    published_candidates STRUCT(rule VARCHAR, quote VARCHAR, date_from DATE, date_to DATE, "precision" VARCHAR, moment TIMESTAMPTZ, refused VARCHAR)[] NOT NULL, -- all statements of a publication date, and why the others were refused
    blanks STRUCT(field VARCHAR, reason VARCHAR)[] NOT NULL, -- fields left empty, and why
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that read it
    ontology_version VARCHAR NOT NULL, -- ontology with which it was coded
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when a newer reading of the same document replaced it; NULL: current
);
