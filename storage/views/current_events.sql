-- columns as in: events, plover_types, cameo_codes
-- reads views: type_figures, code_figures

-- One row per event as known now, whatever its status, with the figures of its type and code.
CREATE OR REPLACE VIEW current_events AS
SELECT
    events.* EXCLUDE (superseded_at),
    type_figures.quad,
    type_figures.score,
    code_figures.name AS cameo_name, -- name of the CAMEO code
    code_figures.goldstein
FROM events
LEFT JOIN type_figures ON type_figures.type = events.type AND type_figures.mode IS NOT DISTINCT FROM events.mode
LEFT JOIN code_figures ON code_figures.code = events.cameo
WHERE events.superseded_at IS NULL;
