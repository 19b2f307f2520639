-- columns as in: events, plover_types, cameo_codes
-- reads views: code_figures

-- One row per event as known now, whatever its status, with the name and Goldstein figure of its CAMEO code.
CREATE OR REPLACE VIEW current_events AS
SELECT
    events.* EXCLUDE (superseded_at),
    code_figures.name AS cameo_name, -- name of the CAMEO code
    code_figures.goldstein
FROM events
LEFT JOIN code_figures ON code_figures.code = events.cameo
WHERE events.superseded_at IS NULL;
