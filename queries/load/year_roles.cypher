// Each year's number of distinct tasks by role and basis that a body has in them.
// with load/filters
// column unit: integer   year of the plans
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
RETURN t.year AS unit, r.role AS role, r.basis AS basis,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY unit, role, basis
