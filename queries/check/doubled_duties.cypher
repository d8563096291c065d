// Duties that are there more than once: same body, task, role and place in the text.
// param limit: integer = 1000   duties at most
// column id: string   id of the task
// column found: string   id of the body
// column role: string   its role
// column span_start: integer   where it begins in the document's text, in code points
MATCH (a:Agency)-[:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
WITH a, t, count(*) AS duties
WHERE duties > 1
MATCH (a)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WITH t.id AS id, a.id AS found, r.role AS role, r.span_start AS span_start, r.span_end AS span_end,
  count(*) AS copies
WHERE copies > 1
RETURN id AS id, found AS found, role AS role, span_start AS span_start
ORDER BY id, found, role, span_start LIMIT $limit
