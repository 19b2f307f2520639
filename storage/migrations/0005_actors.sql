-- When and who: temporal expressions, actors, offices, mentions and places.

-- One row per temporal expression.
CREATE TABLE dates (
    date_id VARCHAR NOT NULL, -- from version, span and type
    version_id VARCHAR NOT NULL, -- article version
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character after the last
    quote VARCHAR NOT NULL, -- the words
    type VARCHAR NOT NULL, -- TIMEX3 type: DATE, TIME, DURATION or SET
    "value" VARCHAR, -- TIMEX3 value; NULL where it can't be told
    date_from DATE, -- first day denoted; NULL: see date_reason, or an open end
    date_to DATE, -- last day denoted; NULL: see date_reason, or an open end
    date_precision VARCHAR, -- grain: day, week, month ...
    date_reason VARCHAR, -- why no days are given
    modifier VARCHAR, -- BEFORE, AFTER, SINCE, UNTIL, START, MID, END, APPROX ...; NULL: none
    rule VARCHAR NOT NULL, -- rule that read it
    anchor VARCHAR, -- what it was resolved against; NULL: nothing needed
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that found it
    ontology_version VARCHAR NOT NULL, -- ontology in use then
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);

-- One row per actor: who a mention resolves to.
CREATE TABLE actors (
    actor_id VARCHAR NOT NULL, -- state:IRN, igo:un, person:masoud-pezeshkian ...; content id for unknown ones
    name VARCHAR NOT NULL, -- canonical name
    kind VARCHAR NOT NULL, -- person, state, government_body, igo, ngo, party, armed_group, military, media, company, group or other
    country VARCHAR, -- ISO 3166-1 alpha-3 of the state it belongs to or acts in; NULL: none or unknown
    sector VARCHAR, -- PLOVER sector; NULL: none or unknown
    known BOOLEAN NOT NULL, -- from our knowledge files; false: made from the text of articles
    members VARCHAR[] NOT NULL, -- actors that a plural one stands for
    first_version_id VARCHAR, -- version that first mentioned it; NULL: from knowledge files only
    run_id VARCHAR NOT NULL, -- run that last changed this row
    recorded_at TIMESTAMPTZ NOT NULL -- when this row was last changed
);

-- One row per name by which an actor is known.
CREATE TABLE actor_names (
    actor_id VARCHAR NOT NULL, -- the actor
    name VARCHAR NOT NULL, -- the name as written
    search_name VARCHAR NOT NULL, -- lower case, without accents
    recorded_at TIMESTAMPTZ NOT NULL -- when it was first recorded
);

-- One row per decision that two actors are one, or are not.
CREATE TABLE actor_merges (
    kept_id VARCHAR NOT NULL, -- the actor that stays
    merged_id VARCHAR NOT NULL, -- the actor that becomes it
    score DOUBLE NOT NULL, -- 0 to 1
    reason VARCHAR NOT NULL, -- why, in words
    pinned BOOLEAN NOT NULL, -- made by a person: re-coding keeps it
    apart BOOLEAN NOT NULL, -- the two must stay apart
    run_id VARCHAR NOT NULL, -- run that recorded this row
    recorded_at TIMESTAMPTZ NOT NULL, -- when it was decided
    superseded_at TIMESTAMPTZ -- when it was undone; NULL: it holds
);

-- One row per role that an actor held between two days.
CREATE TABLE offices (
    office_id VARCHAR NOT NULL, -- id of the holding
    actor_id VARCHAR NOT NULL, -- who held it
    role VARCHAR NOT NULL, -- head_of_state, head_of_government, foreign_minister ...
    title VARCHAR NOT NULL, -- as written: President, Foreign Minister
    country VARCHAR, -- ISO 3166-1 alpha-3; NULL where it is not a state's
    organisation VARCHAR, -- actor id of the body, where it is not a state's
    held_from DATE, -- first day; NULL: unknown or before our data
    held_to DATE, -- last day; NULL: still held, or unknown
    held_precision VARCHAR NOT NULL, -- grain of both days
    acting BOOLEAN NOT NULL, -- held for another
    recorded_at TIMESTAMPTZ NOT NULL -- when this row was recorded
);

-- One row per mention: a span that speaks of one actor or several.
CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL, -- from version and span
    version_id VARCHAR NOT NULL, -- article version
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character after the last
    head_start INTEGER NOT NULL, -- first character of the word that carries the grammatical role
    head_end INTEGER NOT NULL, -- character after it
    quote VARCHAR NOT NULL, -- the words
    form VARCHAR NOT NULL, -- name, title, nominal, metonym, demonym or pronoun
    actor_ids VARCHAR[] NOT NULL, -- actors it speaks of; empty: see reason
    rule VARCHAR NOT NULL, -- rule that found or resolved it
    reason VARCHAR, -- why it resolved so, or did not
    office VARCHAR, -- title that the mention itself gives; NULL: none
    score DOUBLE NOT NULL, -- how sure the resolution is, 0 to 1
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that found it
    ontology_version VARCHAR NOT NULL, -- ontology in use then
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);

-- One row per place on the map that an article or event speaks of.
CREATE TABLE places (
    place_id VARCHAR NOT NULL, -- geonames:112931, state:IRN ...
    name VARCHAR NOT NULL, -- name
    country VARCHAR, -- ISO 3166-1 alpha-3; NULL: none or unknown
    latitude DOUBLE, -- degrees north; NULL: unknown
    longitude DOUBLE, -- degrees east; NULL: unknown
    "precision" VARCHAR NOT NULL, -- city, region, country or feature
    recorded_at TIMESTAMPTZ NOT NULL -- when this row was recorded
);

-- One row per span that names a place as a location.
CREATE TABLE place_mentions (
    place_mention_id VARCHAR NOT NULL, -- from version and span
    version_id VARCHAR NOT NULL, -- article version
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character after the last
    quote VARCHAR NOT NULL, -- the words
    place_id VARCHAR NOT NULL, -- the place
    rule VARCHAR NOT NULL, -- rule that resolved it
    reason VARCHAR, -- why this place among its namesakes; NULL: no namesake
    run_id VARCHAR NOT NULL, -- run that recorded this row
    extractor_version VARCHAR NOT NULL, -- code that found it
    ontology_version VARCHAR NOT NULL, -- ontology in use then
    recorded_at TIMESTAMPTZ NOT NULL, -- when this row was recorded
    superseded_at TIMESTAMPTZ -- when it was replaced or withdrawn; NULL: current
);
