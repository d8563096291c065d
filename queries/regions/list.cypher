// Every region, with the one above it and how many documents and agencies it has.
// column region: string   id of the region
// column name: string   full name
// column level: string   国, 省, 市, 县 or 乡
// column code: string   six digits (GB/T 2260)
// column part_of: string   id of the region above
// column documents: integer   number of loaded documents for it
// column agencies: integer   number of agencies in it
MATCH (g:Region)
OPTIONAL MATCH (g)-[:PART_OF]->(p:Region)
WITH g, p
OPTIONAL MATCH (d:Document)-[:COVERS]->(g)
WITH g, p, count(d) AS documents
OPTIONAL MATCH (a:Agency)-[:LOCATED_IN]->(g)
RETURN g.id AS region, g.name AS name, g.level AS level, g.code AS code, p.id AS part_of,
  documents AS documents, count(a) AS agencies
ORDER BY region
