// The tasks that the filters of tasks/list leave, counted by year, the most frequent first.
// with tasks/filters
// column value: integer   year the plan is for
// column tasks: integer   number of tasks
WITH DISTINCT t   //? several
RETURN t.year AS value, count(*) AS tasks
ORDER BY tasks DESC, value LIMIT 100
