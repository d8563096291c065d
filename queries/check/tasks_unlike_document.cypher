// Tasks whose copies of document, region or year are not those of their document.
// param limit: integer = 1000   tasks at most
// column id: string   id of the task
// column found: string   id of its document
MATCH (d:Document)-[:HAS_TASK]->(t:Task)
WHERE t.document <> d.id OR t.region <> d.region OR t.document IS NULL OR t.region IS NULL
  OR coalesce(t.year, 0) <> coalesce(d.year, 0)
RETURN t.id AS id, d.id AS found
ORDER BY id, found LIMIT $limit
