// How many campaigns the filters of campaigns/list leave; 1001 where there are more than a thousand.
// with campaigns/filters
// column total: integer   number of matches, 1001 where there are more
// single row
WITH c LIMIT 1001
RETURN count(*) AS total
