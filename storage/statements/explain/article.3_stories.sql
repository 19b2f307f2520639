-- One row per story that the article belongs to, and why.
SELECT story_members.story_id, story_members.score, story_members.reason, story_members.pinned, story_members.recorded_at
FROM story_members JOIN versions ON versions.version_id = story_members.version_id AND versions.superseded_at IS NULL
WHERE versions.article_id = $id AND story_members.superseded_at IS NULL
ORDER BY story_members.story_id;
