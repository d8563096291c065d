// How many distinct tasks each region has in each system: what location quotients are made of.
// with load/filters
// column unit: string   id of the region
// column name: string   its name
// column field: string   id of the system
// column field_name: string   its name
// column tasks: integer   number of distinct tasks
WITH a, t
MATCH (g:Region {id: t.region})
MATCH (a)-[:IN_SYSTEM]->(w:System)
RETURN g.id AS unit, g.name AS name, w.id AS field, w.name AS field_name,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY unit, field
