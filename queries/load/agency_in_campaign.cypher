// How many distinct tasks each agency has in each campaign: what location quotients are made of.
// with load/filters
// column unit: string   id of the agency
// column name: string   its name
// column field: string   id of the campaign
// column field_name: string   its name
// column tasks: integer   number of distinct tasks
WITH a, t
MATCH (t)-[:IN_CAMPAIGN]->(k:Campaign)
RETURN a.id AS unit, a.name AS name, k.id AS field, k.name AS field_name,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY unit, field
