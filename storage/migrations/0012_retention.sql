-- What housekeeping has let go.

ALTER TABLE raw_documents ADD COLUMN dropped_at TIMESTAMPTZ; -- when its content was removed, as the settings want; NULL: it is kept
