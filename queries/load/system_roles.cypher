// Each line of work's number of distinct tasks by role and basis of its bodies.
// with load/filters
// column unit: string   id of the line of work (条线)
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
WITH a, r, t
MATCH (a)-[:IN_SYSTEM]->(w:System)
RETURN w.id AS unit, r.role AS role, r.basis AS basis,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY unit, role, basis
