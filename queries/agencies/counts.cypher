// Number of distinct tasks by role and basis, of one agency or of each of a page of agencies/list.
// A task that a document prints twice counts once.
// with agencies/filters
// with agencies/page
// column agency: string   id of the agency
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
MATCH (a)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
RETURN a.id AS agency, r.role AS role, r.basis AS basis,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY agency, role, basis
