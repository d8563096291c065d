// Ids that several nodes have.
// param limit: integer = 1000   ids at most
// column id: string   id
// column found: integer   nodes that have it
MATCH (n:Document|Task|Agency|System|Campaign|Region|Change)
WITH n.id AS id, count(*) AS found
WHERE found > 1
RETURN id AS id, found AS found
ORDER BY id LIMIT $limit
