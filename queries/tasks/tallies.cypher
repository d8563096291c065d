// The tasks that the filters of tasks/list leave, counted by the role and basis of the agency, or of each body.
// A task counts once for each role and basis that somebody has in it.
// with tasks/filters
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of tasks
WITH DISTINCT t   //? several
MATCH (b:Agency)-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE b.id > ''
  AND b.id = $agency   //? agency
RETURN x.role AS role, x.basis AS basis, count(DISTINCT t.id) AS tasks
ORDER BY role, basis
