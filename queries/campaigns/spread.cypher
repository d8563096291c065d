// Where and when each campaign has tasks: by year, region, edition and document.
// with load/tasks
// param kind: string?   code or descriptive
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column year: integer   year of the plan
// column region: string   id of the document's region
// column edition: string   届次 or year printed with its name
// column document: string   id of the document
// column tasks: integer   number of distinct tasks
WITH DISTINCT t
MATCH (t)-[n:IN_CAMPAIGN]->(k:Campaign)
WHERE k.id > ''
  AND k.kind = $kind   //? kind
RETURN k.id AS campaign, k.name AS name, k.kind AS kind, t.year AS year, t.region AS region,
  n.edition AS edition, t.document AS document, count(DISTINCT t.id) AS tasks
ORDER BY campaign, year, region, edition, document
