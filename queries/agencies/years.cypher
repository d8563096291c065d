// Number of distinct tasks of one agency by year, role and basis.
// param agency: string   id of the agency
// column year: integer   year the plan is for
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
MATCH (a:Agency {id: $agency})-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
RETURN t.year AS year, r.role AS role, r.basis AS basis, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY year, role, basis
