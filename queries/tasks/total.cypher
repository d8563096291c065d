// How many tasks the filters of tasks/list leave; 1001 where there are more than a thousand.
// with tasks/filters
// column total: integer   number of matches, 1001 where there are more
// single row
WITH DISTINCT t   //? several
WITH t LIMIT 1001
RETURN count(*) AS total
