// Regions that no document covers, and in which no body and no other region lies.
// param limit: integer = 1000   regions at most
// column id: string   id of the region
// column found: string   its name
MATCH (g:Region)
WHERE NOT EXISTS { MATCH (:Document)-[:COVERS]->(g) }
  AND NOT EXISTS { MATCH (:Agency)-[:LOCATED_IN]->(g) }
  AND NOT EXISTS { MATCH (:Region)-[:PART_OF]->(g) }
RETURN g.id AS id, g.name AS found
ORDER BY id LIMIT $limit
