-- runs: what came in is not what was kept, known and rejected together
SELECT run_id FROM runs WHERE inputs <> kept + known + rejected;
