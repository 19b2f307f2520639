-- One row per office that the actor held.
SELECT title, role, country, organisation, held_from, held_to, acting FROM offices WHERE actor_id = $id ORDER BY held_from;
