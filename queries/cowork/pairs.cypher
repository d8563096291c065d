// Pairs of bodies that stand in the same tasks, by how many bodies those tasks have.
// with load/doers
// param max_bodies: integer?   tasks with more bodies are left out
// column left: string   id of the one body, the smaller id
// column right: string   id of the other
// column bodies: integer   number of bodies of the tasks counted here
// column tasks: integer   number of distinct tasks
WITH DISTINCT coalesce(t.repeats, t.id) AS task, a.id AS agency
WITH task, collect(agency) AS held, count(*) AS bodies
WHERE bodies > 1
  AND bodies <= $max_bodies   //? max_bodies
UNWIND held AS left
UNWIND held AS right
WITH left, right, bodies
WHERE left < right
RETURN left AS left, right AS right, bodies AS bodies, count(*) AS tasks
ORDER BY left, right, bodies
