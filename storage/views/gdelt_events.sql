-- reads views: code_figures

-- One row per pair of actors of an actual event, in the columns of GDELT 2.0's events table, for queries written for it.
CREATE OR REPLACE VIEW gdelt_events AS
WITH sided AS (
    SELECT event_id, initiator, recipient FROM event_dyads WHERE status = 'actual'
    UNION ALL
    SELECT event_id, unnest(initiators) AS initiator, NULL AS recipient
    FROM events
    WHERE superseded_at IS NULL AND status = 'actual' AND recipients = [] AND NOT (reciprocal AND len(initiators) > 1)
    UNION ALL
    SELECT event_id, NULL AS initiator, unnest(recipients) AS recipient
    FROM events
    WHERE superseded_at IS NULL AND status = 'actual' AND initiators = []
)
SELECT
    md5_number_lower(concat_ws('|', sided.event_id, sided.initiator, sided.recipient)) AS GLOBALEVENTID, -- number of this row, the same on any machine
    strftime(events.date_from, '%Y%m%d')::INTEGER AS SQLDATE, -- first day as YYYYMMDD; NULL: unknown, never the day of loading
    strftime(events.date_from, '%Y%m')::INTEGER AS MonthYear, -- YYYYMM
    year(events.date_from)::INTEGER AS "Year", -- YYYY
    round(year(events.date_from) + (month(events.date_from) * 30 + day(events.date_from)) / 365, 4) AS FractionDate, -- year with the day as a fraction, by GDELT's formula
    nullif(concat(one.country, one.sector), '') AS Actor1Code, -- country and PLOVER sector of the initiator
    coalesce(one.name, regexp_replace(sided.initiator, '^text:', '')) AS Actor1Name, -- name of the initiator
    one.country AS Actor1CountryCode, -- ISO 3166-1 alpha-3 of the initiator
    CASE WHEN one.kind IN ('igo', 'ngo', 'armed_group') THEN one.name END AS Actor1KnownGroupCode, -- name of the organisation, where it is one; GDELT has codes
    NULL::VARCHAR AS Actor1EthnicCode, -- always NULL: not coded here
    NULL::VARCHAR AS Actor1Religion1Code, -- always NULL: not coded here
    NULL::VARCHAR AS Actor1Religion2Code, -- always NULL: not coded here
    one.sector AS Actor1Type1Code, -- PLOVER sector of the initiator
    NULL::VARCHAR AS Actor1Type2Code, -- always NULL: one sector is coded
    NULL::VARCHAR AS Actor1Type3Code, -- always NULL: one sector is coded
    nullif(concat(other.country, other.sector), '') AS Actor2Code, -- country and PLOVER sector of the recipient
    coalesce(other.name, regexp_replace(sided.recipient, '^text:', '')) AS Actor2Name, -- name of the recipient
    other.country AS Actor2CountryCode, -- ISO 3166-1 alpha-3 of the recipient
    CASE WHEN other.kind IN ('igo', 'ngo', 'armed_group') THEN other.name END AS Actor2KnownGroupCode, -- name of the organisation, where it is one; GDELT has codes
    NULL::VARCHAR AS Actor2EthnicCode, -- always NULL: not coded here
    NULL::VARCHAR AS Actor2Religion1Code, -- always NULL: not coded here
    NULL::VARCHAR AS Actor2Religion2Code, -- always NULL: not coded here
    other.sector AS Actor2Type1Code, -- PLOVER sector of the recipient
    NULL::VARCHAR AS Actor2Type2Code, -- always NULL: one sector is coded
    NULL::VARCHAR AS Actor2Type3Code, -- always NULL: one sector is coded
    NULL::INTEGER AS IsRootEvent, -- always NULL: not coded here
    events.cameo AS EventCode, -- CAMEO code
    left(events.cameo, 3) AS EventBaseCode, -- CAMEO code to the second level
    left(events.cameo, 2) AS EventRootCode, -- CAMEO root
    coalesce(own.quad_gdelt, root.quad_gdelt) AS QuadClass, -- GDELT's quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict
    coalesce(own.goldstein, root.goldstein) AS GoldsteinScale, -- Goldstein scale of the code, or of its root
    events.report_count AS NumMentions, -- reports of it
    events.corroboration AS NumSources, -- independent publishers: copies count once, other than in GDELT
    len(list_distinct(events.publishers)) AS NumArticles, -- publishers that report it: articles of one publisher count once, other than in GDELT
    NULL::DOUBLE AS AvgTone, -- always NULL: not coded here
    CASE events.place_precision WHEN 'country' THEN 1 WHEN 'region' THEN 5 WHEN 'city' THEN 4 WHEN 'feature' THEN 4 END AS ActionGeo_Type, -- GDELT's grain of the place: 1 country, 4 city or feature, 5 region
    events.place_name AS ActionGeo_FullName, -- name of the place
    events.place_country AS ActionGeo_CountryCode, -- ISO 3166-1 alpha-3; GDELT has FIPS 10-4
    events.latitude AS ActionGeo_Lat, -- degrees north
    events.longitude AS ActionGeo_Long, -- degrees east
    events.place_id AS ActionGeo_FeatureID, -- our id of the place
    strftime(events.recorded_at, '%Y%m%d%H%M%S')::BIGINT AS DATEADDED, -- when this state of it was recorded, UTC
    articles.url AS SOURCEURL, -- URL of the article that reported it first
    sided.event_id AS event_id, -- the event, for `eventwire explain`
    events.date_precision AS date_precision, -- grain of the date: GDELT gives days only
    events.confidence AS confidence -- 0 to 1
FROM sided
JOIN events ON events.event_id = sided.event_id AND events.superseded_at IS NULL
LEFT JOIN actors AS one ON one.actor_id = sided.initiator
LEFT JOIN actors AS other ON other.actor_id = sided.recipient
LEFT JOIN code_figures AS own ON own.code = events.cameo
LEFT JOIN code_figures AS root ON root.code = left(events.cameo, 2)
LEFT JOIN versions ON versions.version_id = events.version_id AND versions.superseded_at IS NULL
LEFT JOIN articles ON articles.article_id = versions.article_id;
