-- One row per place mention of the version, in text order.
SELECT place_mentions.quote, places.name, places.country, places.latitude, places.longitude, place_mentions.rule,
    place_mentions.reason, place_mentions.place_id
FROM place_mentions LEFT JOIN places USING (place_id)
WHERE place_mentions.version_id = $id AND place_mentions.superseded_at IS NULL ORDER BY place_mentions.span_start;
