// Every document with how many distinct tasks it holds, with and without a body, and how many name a collective.
// with load/tasks
// column unit: string   id of the document
// column name: string   title of the document
// column region: string   id of its region
// column region_name: string   name of its region
// column level: string   国, 省, 市, 县 or 乡
// column year: integer   year the plan is for
// column tasks: integer   number of its distinct tasks
// column held: integer   of these, those that name any body
// column collective: integer   of these, those that name a collective
WITH DISTINCT t
OPTIONAL MATCH (a:Agency)-[:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WITH t, count(a) AS bodies, sum(CASE a.kind WHEN 'collective' THEN 1 ELSE 0 END) AS collectives
MATCH (d:Document)-[:HAS_TASK]->(t)
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = d.region
RETURN d.id AS unit, d.title AS name, g.id AS region, g.name AS region_name, d.level AS level,
  d.year AS year, count(*) AS tasks, sum(CASE WHEN bodies > 0 THEN 1 ELSE 0 END) AS held,
  sum(CASE WHEN collectives > 0 THEN 1 ELSE 0 END) AS collective
ORDER BY unit
