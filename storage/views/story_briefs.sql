-- columns as in: story_members, articles

-- One row per story: what it is about, how many tell it and since when.
CREATE OR REPLACE VIEW story_briefs AS
WITH told AS (
    SELECT members.story_id, articles.*, row(first_seen_at, published_from, article_id) AS place
    FROM story_members AS members
    JOIN articles ON articles.latest_version_id = members.version_id
    WHERE members.superseded_at IS NULL
), round_ups AS ( -- articles that tell of several stories: their headline names none of them
    SELECT version_id FROM story_members WHERE superseded_at IS NULL
    GROUP BY version_id HAVING count(DISTINCT story_id) > 1
), happened AS (
    SELECT members.story_id, count(DISTINCT events.event_id) AS events
    FROM story_members AS members
    JOIN reports ON reports.version_id = members.version_id AND reports.superseded_at IS NULL
    JOIN event_reports ON event_reports.report_id = reports.report_id AND event_reports.superseded_at IS NULL
    JOIN events ON events.event_id = event_reports.event_id AND events.superseded_at IS NULL
    WHERE members.superseded_at IS NULL AND events.status = 'actual'
    GROUP BY members.story_id
)
SELECT
    told.story_id,
    coalesce(
        arg_min(told.title, told.place) FILTER (WHERE round_ups.version_id IS NULL),
        arg_min(told.title, told.place)
    ) AS title, -- headline of the article seen first, of those that tell of this story alone where there are such
    count(*) AS articles, -- articles in it
    count(DISTINCT told.publisher) AS publishers, -- publishers among them, copies included
    min(told.published_from) AS published_from, -- earliest publication day
    max(told.published_to) AS published_to, -- latest publication day
    any_value(happened.events) AS events, -- actual events that its articles report; NULL: none
    list(told.article_id ORDER BY told.place) AS article_ids -- its articles, in the order seen
FROM told
LEFT JOIN round_ups ON round_ups.version_id = told.latest_version_id
LEFT JOIN happened USING (story_id)
GROUP BY told.story_id;
