// The documents of a comparison, with what tells whether two of them are comparable.
// with load/tasks
// column document: string   id of the document
// column title: string   title of the document
// column region: string   id of its region
// column region_name: string   name of its region
// column level: string   国, 省, 市, 县 or 乡
// column year: integer   year the plan is for
// column tasks: integer   number of distinct tasks that are compared
WITH DISTINCT t
MATCH (d:Document)-[:HAS_TASK]->(t)
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = d.region
RETURN d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, d.level AS level,
  d.year AS year, count(*) AS tasks
ORDER BY document
