// The tasks that the filters of tasks/list leave, counted by the role of the agency, or of each body.
// A task counts once for each role that somebody has in it.
// with tasks/filters
// column value: string   lead, assist, joint, supervise or assess
// column tasks: integer   number of tasks
WITH DISTINCT t   //? several
MATCH (b:Agency)-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE b.id > ''
  AND b.id = $agency   //? agency
RETURN x.role AS value, count(DISTINCT t.id) AS tasks
ORDER BY tasks DESC, value
