-- One row per event as it was known at a moment: SELECT * FROM events_as_of(TIMESTAMPTZ '2025-01-31 12:00:00+00').
CREATE OR REPLACE MACRO events_as_of(moment) AS TABLE
SELECT *
FROM events
WHERE recorded_at <= moment::TIMESTAMPTZ AND (superseded_at IS NULL OR superseded_at > moment::TIMESTAMPTZ);
