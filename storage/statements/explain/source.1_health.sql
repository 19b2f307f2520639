-- How the source's polling goes.
SELECT * FROM source_health WHERE source_id = $id;
