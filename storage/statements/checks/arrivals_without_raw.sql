-- arrivals: their raw document is not recorded
SELECT arrival_id FROM arrivals ANTI JOIN raw_documents USING (raw_id);
