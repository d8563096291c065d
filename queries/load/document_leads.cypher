// How many tasks of each document have how many leads, of which kind, among how many bodies.
// with load/doers
// column unit: string   id of the document
// column named: integer   how many bodies of the task are named leads
// column sole: integer   are alone
// column ruled: integer   lead by the document's rule
// column opening: integer   are first of a list without a lead
// column bodies: integer   how many bodies the task has
// column tasks: integer   number of distinct tasks
WITH coalesce(t.repeats, t.id) AS task, t.document AS unit, a.id AS agency,
  min(CASE WHEN r.basis = 'named' AND r.role = 'lead' THEN 0 WHEN r.basis = 'sole' THEN 1
    WHEN r.role = 'lead' THEN 2
    WHEN r.role = 'joint' AND r.position = 1 THEN 3 ELSE 4 END) AS grade
WITH task, unit,
  sum(CASE grade WHEN 0 THEN 1 ELSE 0 END) AS named, sum(CASE grade WHEN 1 THEN 1 ELSE 0 END) AS sole,
  sum(CASE grade WHEN 2 THEN 1 ELSE 0 END) AS ruled, sum(CASE grade WHEN 3 THEN 1 ELSE 0 END) AS opening,
  count(*) AS bodies
RETURN unit AS unit, named AS named, sole AS sole, ruled AS ruled, opening AS opening, bodies AS bodies,
  count(*) AS tasks
ORDER BY unit, named, sole, ruled, opening, bodies
