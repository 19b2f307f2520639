-- fetches: of a page whose content is not recorded, though an article names the request
SELECT fetches.fetch_id FROM fetches JOIN arrivals USING (fetch_id)
ANTI JOIN raw_documents ON raw_documents.raw_id = fetches.raw_id
WHERE fetches.raw_id IS NOT NULL;
