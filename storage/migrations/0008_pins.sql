-- Corrections of events by hand, as there are of stories.

-- One row per decision by hand on whether a report belongs to an event.
CREATE TABLE event_pins (
    pin_id VARCHAR NOT NULL, -- from the decision, the report and the event
    kind VARCHAR NOT NULL, -- together: the report belongs to the event; apart: it stays out of it
    report_id VARCHAR NOT NULL, -- the report
    event_id VARCHAR NOT NULL, -- the event
    reason VARCHAR NOT NULL, -- why, in the person's words
    recorded_at TIMESTAMPTZ NOT NULL, -- when it was made
    superseded_at TIMESTAMPTZ -- when it was undone; NULL: it holds
);

COMMENT ON COLUMN story_pins.kind IS 'together: the version belongs to the story; apart: it stays out of it';
