// How many bodies one agency has tasks in common with; 1001 where there are more than a thousand.
// with agencies/partner_filters
// column total: integer   number of matches, 1001 where there are more
// single row
WITH DISTINCT b LIMIT 1001
RETURN count(*) AS total
