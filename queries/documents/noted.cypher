// The documents in which something is to be looked at (待核对), those loaded last first.
// param limit: integer = 50   documents at most
// column document: string   id of the document
// column title: string   title of the document
// column region_name: string   name of its region
// column year: integer   year the plan is for
// column ingested_at: string   when it was last loaded (ISO 8601, UTC)
// column diagnostics: string   JSON list of what a person should look at, and of what only informs
MATCH (d:Document)
WHERE d.stub = false
  AND (d.diagnostics CONTAINS '"severity":"warning"' OR d.diagnostics CONTAINS '"severity":"error"')
WITH d ORDER BY d.ingested_at DESC, d.id LIMIT $limit
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = d.region
RETURN d.id AS document, d.title AS title, g.name AS region_name, d.year AS year,
  d.ingested_at AS ingested_at, d.diagnostics AS diagnostics
ORDER BY ingested_at DESC, document
