// Documents that are only cited, and that no document cites.
// param limit: integer = 1000   documents at most
// column id: string   id of the document
// column found: string   its title
MATCH (d:Document)
WHERE d.stub = true AND NOT EXISTS { MATCH (:Document)-[:CITES]->(d) }
RETURN d.id AS id, d.title AS found
ORDER BY id LIMIT $limit
