-- The names of actors with commas between, for a few rows; an unresolved party stands as its words: SELECT names_of(speakers) FROM current_events.
CREATE OR REPLACE MACRO names_of(ids) AS (
    SELECT string_agg(coalesce(actors.name, regexp_replace(party.id, '^text:', '')), ', ' ORDER BY party.place)
    FROM (SELECT unnest(ids) AS id, generate_subscripts(ids, 1) AS place) AS party
    LEFT JOIN actors ON actors.actor_id = party.id
);
