-- batches: loaded, but one of its arrivals has not been read
SELECT batch_id, arrival_id FROM batches JOIN arrivals USING (batch_id)
WHERE batches.state IN ('loaded', 'announced') AND arrivals.extractor_version IS NULL;
