-- reads views: code_figures

-- One row per pair of actors of an actual event, in the columns of GDELT 2.0's events table, for queries written for it.
CREATE OR REPLACE VIEW gdelt_events AS
-- Pairs are made from the events themselves: what is asked of the days, the type or the place holds before that.
WITH dated AS (
    SELECT
        *,
        (year(date_from) * 10000 + month(date_from) * 100 + day(date_from))::INTEGER AS day_number,
        (year(date_from) * 100 + month(date_from))::INTEGER AS month_number,
        year(date_from)::INTEGER AS year_number,
        -- whose doing it is to each recipient; all those who meet do it to each other
        if(recipients = [] AND reciprocal AND len(initiators) > 1, initiators, recipients) AS others
    FROM events
    WHERE superseded_at IS NULL AND status = 'actual'
), paired AS (
    SELECT * EXCLUDE (others), CASE
        WHEN initiators = [] THEN [{'initiator': NULL::VARCHAR, 'recipient': other} FOR other IN others]
        WHEN others = [] THEN [{'initiator': one, 'recipient': NULL::VARCHAR} FOR one IN initiators]
        WHEN reciprocal THEN list_distinct(flatten(
            [[{'initiator': one, 'recipient': other} FOR other IN others IF one <> other] FOR one IN initiators]
            || [[{'initiator': other, 'recipient': one} FOR other IN others IF one <> other] FOR one IN initiators]
        ))
        ELSE flatten([[{'initiator': one, 'recipient': other} FOR other IN others IF one <> other] FOR one IN initiators])
    END AS pairs
    FROM dated
), sided AS (
    SELECT * EXCLUDE (pairs), unnest(pairs) AS pair FROM paired
)
SELECT
    md5_number_lower(concat_ws('|', sided.event_id, sided.pair.initiator, sided.pair.recipient)) AS GLOBALEVENTID, -- number of this row, the same on any machine
    sided.day_number AS SQLDATE, -- first day as YYYYMMDD; NULL: unknown, never the day of loading
    sided.month_number AS MonthYear, -- YYYYMM
    sided.year_number AS "Year", -- YYYY
    round(year(sided.date_from) + (month(sided.date_from) * 30 + day(sided.date_from)) / 365, 4) AS FractionDate, -- year with the day as a fraction, by GDELT's formula
    nullif(concat(one.country, one.sector), '') AS Actor1Code, -- country and PLOVER sector of the initiator
    coalesce(one.name, regexp_replace(sided.pair.initiator, '^text:', '')) AS Actor1Name, -- name of the initiator
    one.country AS Actor1CountryCode, -- ISO 3166-1 alpha-3 of the initiator
    CASE WHEN one.kind IN ('igo', 'ngo', 'armed_group') THEN one.name END AS Actor1KnownGroupCode, -- name of the organisation, where it is one; GDELT has codes
    NULL::VARCHAR AS Actor1EthnicCode, -- always NULL: not coded here
    NULL::VARCHAR AS Actor1Religion1Code, -- always NULL: not coded here
    NULL::VARCHAR AS Actor1Religion2Code, -- always NULL: not coded here
    one.sector AS Actor1Type1Code, -- PLOVER sector of the initiator
    NULL::VARCHAR AS Actor1Type2Code, -- always NULL: one sector is coded
    NULL::VARCHAR AS Actor1Type3Code, -- always NULL: one sector is coded
    nullif(concat(other.country, other.sector), '') AS Actor2Code, -- country and PLOVER sector of the recipient
    coalesce(other.name, regexp_replace(sided.pair.recipient, '^text:', '')) AS Actor2Name, -- name of the recipient
    other.country AS Actor2CountryCode, -- ISO 3166-1 alpha-3 of the recipient
    CASE WHEN other.kind IN ('igo', 'ngo', 'armed_group') THEN other.name END AS Actor2KnownGroupCode, -- name of the organisation, where it is one; GDELT has codes
    NULL::VARCHAR AS Actor2EthnicCode, -- always NULL: not coded here
    NULL::VARCHAR AS Actor2Religion1Code, -- always NULL: not coded here
    NULL::VARCHAR AS Actor2Religion2Code, -- always NULL: not coded here
    other.sector AS Actor2Type1Code, -- PLOVER sector of the recipient
    NULL::VARCHAR AS Actor2Type2Code, -- always NULL: one sector is coded
    NULL::VARCHAR AS Actor2Type3Code, -- always NULL: one sector is coded
    NULL::INTEGER AS IsRootEvent, -- always NULL: not coded here
    sided.cameo AS EventCode, -- CAMEO code
    left(sided.cameo, 3) AS EventBaseCode, -- CAMEO code to the second level
    left(sided.cameo, 2) AS EventRootCode, -- CAMEO root
    coalesce(own.quad_gdelt, root.quad_gdelt) AS QuadClass, -- GDELT's quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict
    coalesce(own.goldstein, root.goldstein) AS GoldsteinScale, -- Goldstein scale of the code, or of its root
    sided.report_count AS NumMentions, -- reports of it
    sided.corroboration AS NumSources, -- independent publishers: copies count once, other than in GDELT
    len(list_distinct(sided.publishers)) AS NumArticles, -- publishers that report it: articles of one publisher count once, other than in GDELT
    NULL::DOUBLE AS AvgTone, -- always NULL: not coded here
    CASE sided.place_precision WHEN 'country' THEN 1 WHEN 'region' THEN 5 WHEN 'city' THEN 4 WHEN 'feature' THEN 4 END AS ActionGeo_Type, -- GDELT's grain of the place: 1 country, 4 city or feature, 5 region
    sided.place_name AS ActionGeo_FullName, -- name of the place
    sided.place_country AS ActionGeo_CountryCode, -- ISO 3166-1 alpha-3; GDELT has FIPS 10-4
    sided.latitude AS ActionGeo_Lat, -- degrees north
    sided.longitude AS ActionGeo_Long, -- degrees east
    sided.place_id AS ActionGeo_FeatureID, -- our id of the place
    strftime(sided.recorded_at, '%Y%m%d%H%M%S')::BIGINT AS DATEADDED, -- when this state of it was recorded, UTC
    articles.url AS SOURCEURL, -- URL of the article that reported it first
    sided.event_id AS event_id, -- the event, for `eventwire explain`
    sided.date_precision AS date_precision, -- grain of the date: GDELT gives days only
    sided.confidence AS confidence -- 0 to 1
FROM sided
LEFT JOIN actors AS one ON one.actor_id = sided.pair.initiator
LEFT JOIN actors AS other ON other.actor_id = sided.pair.recipient
LEFT JOIN code_figures AS own ON own.code = sided.cameo
LEFT JOIN code_figures AS root ON root.code = left(sided.cameo, 2)
LEFT JOIN versions ON versions.version_id = sided.version_id AND versions.superseded_at IS NULL
LEFT JOIN articles ON articles.article_id = versions.article_id;
