-- columns as in: plover_types

-- One row per PLOVER type and mode: quad class and score by the newest ontology that has it.
CREATE OR REPLACE VIEW type_figures AS
SELECT
    type,
    mode,
    arg_max(quad, ontology_version) AS quad,
    arg_max(score, ontology_version) AS score
FROM plover_types
GROUP BY type, mode;
