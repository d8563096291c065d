// Loaded documents that do not cover their own region.
// param limit: integer = 1000   documents at most
// column id: string   id of the document
// column found: string   its title
MATCH (d:Document)
WHERE d.stub = false AND NOT EXISTS { MATCH (d)-[:COVERS]->(:Region {id: d.region}) }
RETURN d.id AS id, d.title AS found
ORDER BY id LIMIT $limit
