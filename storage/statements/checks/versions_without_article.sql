-- versions: their article is not recorded
SELECT version_id FROM versions ANTI JOIN articles USING (article_id);
