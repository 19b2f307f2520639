-- One row per article version that was in the story once, and why it had been put there.
SELECT versions.title, versions.publisher, left_members.reason, left_members.superseded_at AS left_at,
    list(DISTINCT present.story_id ORDER BY present.story_id) AS now_in, left_members.version_id
FROM story_members AS left_members
LEFT JOIN versions ON versions.version_id = left_members.version_id AND versions.superseded_at IS NULL
LEFT JOIN story_members AS present
    ON present.version_id = left_members.version_id AND present.superseded_at IS NULL
WHERE left_members.story_id = $id AND left_members.superseded_at IS NOT NULL
    AND left_members.version_id NOT IN (
        SELECT version_id FROM story_members WHERE story_id = $id AND superseded_at IS NULL
    )
GROUP BY ALL
ORDER BY left_at, left_members.version_id;
