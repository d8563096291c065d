// How many documents the filters of documents/list leave; 1001 where there are more than a thousand.
// with documents/filters
// column total: integer   number of matches, 1001 where there are more
// single row
WITH d LIMIT 1001
RETURN count(*) AS total
