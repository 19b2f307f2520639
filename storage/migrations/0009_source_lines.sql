-- What could be page chrome: lines by which a source's repeated ones are learned.

-- One row per line of an article that its source may repeat on other pages; copies of other articles are left out.
CREATE TABLE source_lines (
    source_key VARCHAR NOT NULL, -- source, host or publisher that the article came from
    line_key VARCHAR NOT NULL, -- words of the line, numbers alike
    article_id VARCHAR NOT NULL, -- the article
    arrival_id VARCHAR NOT NULL, -- the arrival that it was read from
    cut BOOLEAN NOT NULL -- whether the line has been cut from the article's text
);
