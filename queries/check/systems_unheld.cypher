// Lines of work that no document names and that are in no lineage.
// param limit: integer = 1000   lines of work at most
// column id: string   id of the line of work
// column found: string   its name
MATCH (s:System)
WHERE NOT EXISTS { MATCH (s)-[:SUCCEEDED_BY]->(:System) }
  AND NOT EXISTS { MATCH (s)<-[:SUCCEEDED_BY]-(:System) }
  AND NOT EXISTS { MATCH (:Agency)-[:IN_SYSTEM]->(s) }
  AND NOT EXISTS { MATCH (:Document)-[m:MENTIONS {system: s.id}]->(:Agency) }
RETURN s.id AS id, s.name AS found
ORDER BY id LIMIT $limit
