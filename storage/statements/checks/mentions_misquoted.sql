-- mentions: their words are not what the text says at their place
SELECT mention_id FROM mentions JOIN versions USING (version_id)
WHERE mentions.superseded_at IS NULL AND versions.superseded_at IS NULL
    AND mentions.quote <> substring(versions.text, span_start + 1, span_end - span_start);
