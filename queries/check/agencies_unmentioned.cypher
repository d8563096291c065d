// Bodies that no document mentions.
// param limit: integer = 1000   bodies at most
// column id: string   id of the body
// column found: string   name of the body
MATCH (a:Agency)
WHERE NOT EXISTS { MATCH (:Document)-[:MENTIONS]->(a) }
RETURN a.id AS id, a.name AS found
ORDER BY id LIMIT $limit
