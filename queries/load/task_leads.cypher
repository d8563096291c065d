// Each task that names a body with its number of leads and bodies.
// with load/doers
// param leading: integer[]   who leads: 0 named leads, 1 who is alone, 2 leads by the document's rule, 3 the first of a list without a lead
// column task: string   id of the task (of its first printing)
// column document: string   id of its document
// column leads: integer   how many bodies lead it
// column bodies: integer   how many bodies it has
WITH coalesce(t.repeats, t.id) AS task, t.document AS document, a.id AS agency,
  min(CASE WHEN r.role = 'lead' AND r.basis = 'named' THEN 0 WHEN r.role = 'lead' AND r.basis = 'sole' THEN 1
    WHEN r.role = 'lead' THEN 2 WHEN r.role = 'joint' AND r.position = 1 THEN 3 ELSE 4 END) AS grade
WITH task, document, sum(CASE WHEN grade IN $leading THEN 1 ELSE 0 END) AS leads, count(*) AS bodies
RETURN task AS task, document AS document, leads AS leads, bodies AS bodies
ORDER BY task
