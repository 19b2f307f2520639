-- batches: more documents are recorded of them than came in
SELECT batch_id FROM batches JOIN (
    SELECT batch_id, count(*) AS number FROM arrivals GROUP BY batch_id
) AS recorded USING (batch_id)
WHERE recorded.number > batches.inputs;
