-- Who did what to whom: reports, the events merged from them, and the ontology's tables.

-- One row per report: one coded statement in one sentence.
CREATE TABLE reports (
    report_id VARCHAR NOT NULL, -- from version, trigger, type, mode and spans of the parties
    version_id VARCHAR NOT NULL, -- article version
    article_id VARCHAR NOT NULL, -- its article
    type VARCHAR NOT NULL, -- PLOVER type
    mode VARCHAR, -- PLOVER mode; NULL: none applies or none is stated
    contexts VARCHAR[] NOT NULL, -- PLOVER contexts
    cameo VARCHAR NOT NULL, -- CAMEO code, two to four digits
    quad VARCHAR NOT NULL, -- PLOVER's quad class by name
    score DOUBLE NOT NULL, -- PLOVER's score, -10 to 10
    initiators STRUCT(actor_id VARCHAR, name VARCHAR, country VARCHAR, quote VARCHAR, span_start INTEGER, span_end INTEGER)[] NOT NULL, -- who did it; empty: see blanks
    recipients STRUCT(actor_id VARCHAR, name VARCHAR, country VARCHAR, quote VARCHAR, span_start INTEGER, span_end INTEGER)[] NOT NULL, -- to whom; empty: see blanks
    third_parties STRUCT(role VARCHAR, actor_id VARCHAR, name VARCHAR, country VARCHAR, quote VARCHAR, span_start INTEGER, span_end INTEGER)[] NOT NULL, -- mediators, hosts, suppliers, beneficiaries
    reciprocal BOOLEAN NOT NULL, -- both sides do it to each other
    date_from DATE, -- first day of the happening; NULL: see date_reason, or an open end
    date_to DATE, -- last day of the happening
    date_precision VARCHAR, -- grain of the date
    date_quote VARCHAR, -- the words that date it
    date_source VARCHAR, -- clause, sentence, narrative, named_day or publication
    date_span_start INTEGER, -- first character of those words; NULL: not in this sentence
    date_span_end INTEGER, -- character after the last
    date_reason VARCHAR, -- why there is no date
    place_id VARCHAR, -- where it happened; NULL: see place_reason
    place_name VARCHAR, -- name of the place
    place_country VARCHAR, -- its ISO 3166-1 alpha-3
    latitude DOUBLE, -- degrees north
    longitude DOUBLE, -- degrees east
    place_precision VARCHAR, -- city, region, country or feature
    place_source VARCHAR, -- clause, sentence, dateline or narrative
    place_span_start INTEGER, -- first character of the words that name it
    place_span_end INTEGER, -- character after the last
    place_reason VARCHAR, -- why there is no place
    status VARCHAR NOT NULL, -- actual, planned, hypothetical, negated, habitual or historical
    status_reason VARCHAR NOT NULL, -- words or rule that gave the status
    speaker STRUCT(actor_id VARCHAR, name VARCHAR, country VARCHAR, quote VARCHAR, span_start INTEGER, span_end INTEGER), -- who claims it; NULL: the article itself
    magnitudes STRUCT(name VARCHAR, least DOUBLE, most DOUBLE, unit VARCHAR, quote VARCHAR, span_start INTEGER, span_end INTEGER)[] NOT NULL, -- killed, injured, arrested, crowd, money ... with the words
    instruments VARCHAR[] NOT NULL, -- things with which it was done
    trigger_start INTEGER NOT NULL, -- first character of the word that tells of it
    trigger_end INTEGER NOT NULL, -- character after it
    sentence_start INTEGER NOT NULL, -- first character of the sentence
    sentence_end INTEGER NOT NULL, -- character after it
    quote VARCHAR NOT NULL, -- the sentence: the evidence
    confidence DOUBLE NOT NULL, -- 0 to 1
    rule VARCHAR NOT NULL, -- frame or rule that fired
    blanks STRUCT(field VARCHAR, reason VARCHAR)[] NOT NULL, -- fields left empty, and why
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that coded it
    ontology_version VARCHAR NOT NULL, -- ontology with which it was coded
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);

-- One row per state of an event: one happening, merged over its reports. Rows with superseded_at NULL are as known now.
CREATE TABLE events (
    event_id VARCHAR NOT NULL, -- from the report that founded it
    version_id VARCHAR NOT NULL, -- article version of that report
    type VARCHAR NOT NULL, -- PLOVER type
    mode VARCHAR, -- PLOVER mode; NULL: none applies or none is stated
    contexts VARCHAR[] NOT NULL, -- PLOVER contexts
    cameo VARCHAR NOT NULL, -- CAMEO code, two to four digits
    quad VARCHAR, -- PLOVER's quad class by name, of the type and mode; NULL: not known
    score DOUBLE, -- PLOVER's score of the type and mode, -10 to 10; NULL: not known
    initiators VARCHAR[] NOT NULL, -- actor ids; text:... where unresolved; empty: see blanks
    recipients VARCHAR[] NOT NULL, -- actor ids; text:... where unresolved; empty: see blanks
    initiator_names VARCHAR[] NOT NULL, -- names of the initiators, as the actors were named when this row was recorded
    recipient_names VARCHAR[] NOT NULL, -- names of the recipients, as the actors were named when this row was recorded
    reciprocal BOOLEAN NOT NULL, -- both sides do it to each other
    day DATE, -- first day, or the last one where the first is open: what to sort and filter by; NULL: see date_reason
    date_from DATE, -- first day; NULL: see date_reason, or an open end
    date_to DATE, -- last day; NULL: see date_reason, or an open end
    date_precision VARCHAR, -- grain of the date
    date_reason VARCHAR, -- why there is no date
    place_id VARCHAR, -- where it happened; NULL: see place_reason
    place_name VARCHAR, -- name of the place
    place_country VARCHAR, -- its ISO 3166-1 alpha-3
    latitude DOUBLE, -- degrees north
    longitude DOUBLE, -- degrees east
    place_precision VARCHAR, -- city, region, country or feature
    place_reason VARCHAR, -- why there is no place
    status VARCHAR NOT NULL, -- actual, planned, hypothetical, negated, habitual or historical
    magnitudes STRUCT(name VARCHAR, least DOUBLE, most DOUBLE, reported STRUCT(report_id VARCHAR, least DOUBLE, most DOUBLE)[])[] NOT NULL, -- figures over all reports; conflicting ones side by side
    speakers VARCHAR[] NOT NULL, -- actor ids of those who claim it; empty: articles say it themselves
    corroboration INTEGER NOT NULL, -- independent publishers that report it so
    publishers VARCHAR[] NOT NULL, -- those publishers
    report_count INTEGER NOT NULL, -- reports that belong to it
    quote VARCHAR NOT NULL, -- the sentence of the report that founded it: the evidence
    confidence DOUBLE NOT NULL, -- 0 to 1
    linked_event_id VARCHAR, -- of a planned event: the happening that fulfilled it; NULL: none yet
    blanks STRUCT(field VARCHAR, reason VARCHAR)[] NOT NULL, -- fields left empty, and why
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that merged it
    ontology_version VARCHAR NOT NULL, -- ontology with which it was coded
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);

-- One row per report in an event: why it belongs there and how it bears on it.
CREATE TABLE event_reports (
    event_id VARCHAR NOT NULL, -- the event
    report_id VARCHAR NOT NULL, -- the report
    version_id VARCHAR NOT NULL, -- article version of the event's founding report
    position INTEGER NOT NULL, -- order in which the reports joined
    kind VARCHAR NOT NULL, -- founded, confirmed, updated, corrected, denied, announced or cancelled
    score DOUBLE NOT NULL, -- how alike, 0 to 1
    reason VARCHAR NOT NULL, -- why it belongs there, in words
    pinned BOOLEAN NOT NULL, -- put there by a person: re-coding keeps it
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that decided
    ontology_version VARCHAR NOT NULL, -- ontology in use then
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);

-- One row per (initiator, recipient) pair of a current event: made from events at every load, read by the dyad views.
CREATE TABLE event_dyads (
    event_id VARCHAR NOT NULL, -- the event
    initiator VARCHAR NOT NULL, -- actor id
    recipient VARCHAR NOT NULL, -- actor id
    type VARCHAR NOT NULL, -- PLOVER type
    mode VARCHAR, -- PLOVER mode; NULL: none
    cameo VARCHAR NOT NULL, -- CAMEO code
    status VARCHAR NOT NULL, -- actual, planned ...
    date_from DATE, -- first day; NULL: unknown or open
    date_to DATE, -- last day; NULL: unknown or open
    date_precision VARCHAR, -- grain of the date
    quad VARCHAR, -- PLOVER's quad class by name
    score DOUBLE, -- PLOVER's score
    corroboration INTEGER NOT NULL, -- independent publishers
    confidence DOUBLE NOT NULL -- 0 to 1
);

-- One row per actor in a current event: made from events at every load, read by the actor views.
CREATE TABLE event_actors (
    event_id VARCHAR NOT NULL, -- the event
    actor_id VARCHAR NOT NULL, -- the actor
    role VARCHAR NOT NULL, -- initiator, recipient or both
    type VARCHAR NOT NULL, -- PLOVER type
    status VARCHAR NOT NULL, -- actual, planned ...
    date_from DATE, -- first day; NULL: unknown or open
    date_to DATE, -- last day; NULL: unknown or open
    date_precision VARCHAR, -- grain of the date
    quad VARCHAR, -- PLOVER's quad class by name
    score DOUBLE -- PLOVER's score
);

-- One row per PLOVER type and mode: quad class and score.
CREATE TABLE plover_types (
    ontology_version VARCHAR NOT NULL, -- ontology
    type VARCHAR NOT NULL, -- PLOVER type
    mode VARCHAR, -- PLOVER mode; NULL: the type without a mode
    quad VARCHAR NOT NULL, -- PLOVER's quad class by name
    score DOUBLE NOT NULL -- PLOVER's score, -10 to 10
);

-- One row per CAMEO code: its name and figures in each scheme.
CREATE TABLE cameo_codes (
    ontology_version VARCHAR NOT NULL, -- ontology
    code VARCHAR NOT NULL, -- CAMEO code, two to four digits
    name VARCHAR NOT NULL, -- name
    goldstein DOUBLE, -- Goldstein scale, -10 to 10; NULL: the scale gives none
    plover_type VARCHAR, -- PLOVER type; NULL: it has none (01, 02)
    plover_mode VARCHAR, -- PLOVER mode; NULL: none
    quad_gdelt INTEGER -- GDELT's quad class, 1 to 4
);

-- One row per fact that a re-coding added, removed or changed.
CREATE TABLE recode_changes (
    run_id VARCHAR NOT NULL, -- run of the re-coding
    version_id VARCHAR NOT NULL, -- article version
    kind VARCHAR NOT NULL, -- added, removed or changed
    fact VARCHAR NOT NULL, -- kind of fact: report, date, mention ...
    fact_id VARCHAR NOT NULL, -- its id
    before VARCHAR, -- what it was, as JSON; NULL where added
    after VARCHAR, -- what it became, as JSON; NULL where removed
    recorded_at TIMESTAMPTZ NOT NULL -- when it was recorded
);

-- One row per event: what merging needs of it.
CREATE TABLE event_states (
    event_id VARCHAR NOT NULL, -- the event
    position BIGINT NOT NULL, -- order in which events were founded
    payload BLOB NOT NULL -- the state as the extractor packs it
);

-- One row per key under which an event is found when reports are merged.
CREATE TABLE event_keys (
    key VARCHAR NOT NULL, -- type, actors and week or month: events that share one with a report are compared with it
    event_id VARCHAR NOT NULL -- the event
);
