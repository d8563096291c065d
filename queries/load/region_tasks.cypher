// Each place with the number of distinct tasks of its documents that name a body.
// with load/filters
// column unit: string   id of the documents' region
// column name: string   name of the region
// column tasks: integer   number of distinct tasks
// column agencies: integer   number of bodies that have one
WITH t.region AS region, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks, count(DISTINCT a.id) AS agencies
MATCH (g:Region)
WHERE g.id = region
RETURN g.id AS unit, g.name AS name, tasks AS tasks, agencies AS agencies
ORDER BY unit
