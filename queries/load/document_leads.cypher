// How many tasks of each document have how many leads, among how many bodies.
// with load/doers
// param leading: integer[]   who leads: 0 named leads, 1 who is alone, 2 leads by the document's rule, 3 the first of a list without a lead
// column unit: string   id of the document
// column leads: integer   how many bodies of the task lead it
// column bodies: integer   how many bodies the task has
// column tasks: integer   number of distinct tasks
WITH coalesce(t.repeats, t.id) AS task, t.document AS unit, a.id AS agency,
  min(CASE WHEN r.role = 'lead' AND r.basis = 'named' THEN 0 WHEN r.role = 'lead' AND r.basis = 'sole' THEN 1
    WHEN r.role = 'lead' THEN 2 WHEN r.role = 'joint' AND r.position = 1 THEN 3 ELSE 4 END) AS grade
WITH task, unit, sum(CASE WHEN grade IN $leading THEN 1 ELSE 0 END) AS leads, count(*) AS bodies
RETURN unit AS unit, leads AS leads, bodies AS bodies, count(*) AS tasks
ORDER BY unit, leads, bodies
