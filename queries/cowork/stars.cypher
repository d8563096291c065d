// Leads and the bodies beside them: each lead to each body of its task that does not lead it.
// with load/doers
// param max_bodies: integer?   tasks with more bodies are left out
// column left: string   id of the lead
// column right: string   id of the other body
// column tasks: integer   number of distinct tasks
WITH coalesce(t.repeats, t.id) AS task, a.id AS agency,
  min(CASE r.role WHEN 'lead' THEN 0 ELSE 1 END) AS beside
WITH task, collect({agency: agency, beside: beside}) AS held, count(*) AS bodies
WHERE bodies > 1
  AND bodies <= $max_bodies   //? max_bodies
UNWIND held AS one
UNWIND held AS other
WITH one, other
WHERE one.beside = 0 AND other.beside = 1
RETURN one.agency AS left, other.agency AS right, count(*) AS tasks
ORDER BY left, right
