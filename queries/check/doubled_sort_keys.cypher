// Sort keys that several nodes have, so that pages of lists lose some.
// param limit: integer = 1000   sort keys at most
// column id: string   sort key
// column found: integer   nodes that have it
MATCH (n:Document|Task|Agency|Campaign|Change)
WITH n.sort_key AS id, count(*) AS found
WHERE found > 1
RETURN id AS id, found AS found
ORDER BY id LIMIT $limit
