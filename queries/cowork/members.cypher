// Bodies and the tasks that they do, as the two-mode graph has them.
// with load/doers
// param max_bodies: integer?   tasks with more bodies are left out
// column task: string   id of the task (of its first printing)
// column agency: string   id of the body
// column beside: integer   0 where it leads, 1 where it does not
// column bodies: integer   number of bodies of the task
WITH coalesce(t.repeats, t.id) AS task, a.id AS agency,
  min(CASE r.role WHEN 'lead' THEN 0 ELSE 1 END) AS beside
WITH task, collect({agency: agency, beside: beside}) AS held, count(*) AS bodies
WHERE bodies > 0
  AND bodies <= $max_bodies   //? max_bodies
UNWIND held AS one
RETURN task AS task, one.agency AS agency, one.beside AS beside, bodies AS bodies
ORDER BY task, agency
