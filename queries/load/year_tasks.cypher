// Each year with the number of distinct tasks of its plans that name a body.
// with load/filters
// column unit: integer   year of the plans
// column tasks: integer   number of distinct tasks
// column agencies: integer   number of bodies that have one
RETURN t.year AS unit, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks,
  count(DISTINCT a.id) AS agencies
ORDER BY unit
