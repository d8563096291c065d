// Bodies that lie in no region, in several, or in another than their own.
// param limit: integer = 1000   bodies at most
// column id: string   id of the body
// column found: integer   regions that it lies in
MATCH (a:Agency)
OPTIONAL MATCH (a)-[:LOCATED_IN]->(g:Region)
WITH a.id AS id, a.region AS own, count(g) AS found, min(g.id) AS region
WHERE found <> 1 OR region <> own OR own IS NULL
RETURN id AS id, found AS found
ORDER BY id LIMIT $limit
