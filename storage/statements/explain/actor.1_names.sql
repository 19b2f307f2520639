-- One row per name by which the actor is known.
SELECT name, recorded_at FROM actor_names WHERE actor_id = $id ORDER BY name;
