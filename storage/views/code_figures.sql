-- columns as in: cameo_codes

-- One row per CAMEO code: name, Goldstein and GDELT's quad class by the newest ontology that has it.
CREATE OR REPLACE VIEW code_figures AS
SELECT
    code,
    arg_max(name, ontology_version) AS name,
    arg_max(goldstein, ontology_version) AS goldstein,
    arg_max(quad_gdelt, ontology_version) AS quad_gdelt
FROM cameo_codes
GROUP BY code;
