// How many tasks have how many bodies: what shows whether a few long lists make the network.
// with load/doers
// column bodies: integer   number of bodies of a task
// column tasks: integer   number of distinct tasks that have so many
WITH coalesce(t.repeats, t.id) AS task, count(DISTINCT a.id) AS bodies
RETURN bodies AS bodies, count(*) AS tasks
ORDER BY bodies
