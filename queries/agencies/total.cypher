// How many agencies the filters of agencies/list leave; 1001 where there are more than a thousand.
// with agencies/filters
// column total: integer   number of matches, 1001 where there are more
// single row
WITH a LIMIT 1001
RETURN count(*) AS total
