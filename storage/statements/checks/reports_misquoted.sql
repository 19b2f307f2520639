-- reports: their sentence is not what the text says at its place
SELECT report_id FROM reports JOIN versions USING (version_id)
WHERE reports.superseded_at IS NULL AND versions.superseded_at IS NULL
    AND reports.quote <> substring(versions.text, sentence_start + 1, sentence_end - sentence_start);
