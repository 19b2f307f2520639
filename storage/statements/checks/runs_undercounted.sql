-- runs: together they kept and rejected fewer documents than are recorded
SELECT counted.number, recorded.number
FROM (SELECT sum(kept + rejected) AS number FROM runs) AS counted,
    (SELECT count(*) AS number FROM arrivals WHERE extractor_version IS NOT NULL) AS recorded
WHERE counted.number < recorded.number;
