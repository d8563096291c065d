// The tasks that the filters of tasks/list leave, counted by region, the most frequent first.
// with tasks/filters
// column value: string   id of the region
// column name: string   name of the region
// column tasks: integer   number of tasks
WITH DISTINCT t   //? several
WITH t.region AS value, count(*) AS tasks
ORDER BY tasks DESC, value LIMIT 100
MATCH (g:Region)
WHERE g.id = value
RETURN value AS value, g.name AS name, tasks AS tasks
ORDER BY tasks DESC, value
