-- One row per article of the story, in the order seen, and why it belongs there.
SELECT versions.title, versions.publisher, versions.published_from, story_members.score, story_members.reason,
    story_members.pinned, versions.article_id, versions.version_id
FROM story_members
LEFT JOIN versions ON versions.version_id = story_members.version_id AND versions.superseded_at IS NULL
WHERE story_members.story_id = $id AND story_members.superseded_at IS NULL
ORDER BY versions.recorded_at, versions.published_from, story_members.version_id;
