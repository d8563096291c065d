// Each body's number of distinct tasks by role and basis. A task that a document prints twice counts once.
// with load/filters
// column unit: string   id of the agency
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
RETURN a.id AS unit, r.role AS role, r.basis AS basis,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY unit, role, basis
