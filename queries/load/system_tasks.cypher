// Each line of work with its number of distinct tasks: one that two of its bodies have counts once.
// with load/filters
// column unit: string   id of the line of work (条线)
// column name: string   name of the line of work
// column tasks: integer   number of distinct tasks
// column agencies: integer   number of its bodies that have one
WITH a, t
MATCH (a)-[:IN_SYSTEM]->(w:System)
RETURN w.id AS unit, w.name AS name, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks,
  count(DISTINCT a.id) AS agencies
ORDER BY unit
