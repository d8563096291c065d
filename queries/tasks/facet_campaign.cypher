// The tasks that the filters of tasks/list leave, counted by campaign, the most frequent first.
// with tasks/filters
// column value: string   id of the campaign
// column name: string   name of the campaign
// column tasks: integer   number of tasks
WITH DISTINCT t   //? several
MATCH (t)-[:IN_CAMPAIGN]->(k:Campaign)
RETURN k.id AS value, k.name AS name, count(DISTINCT t.id) AS tasks
ORDER BY tasks DESC, value LIMIT 100
