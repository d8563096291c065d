// How many documents the filters of documents/list leave; 1001 where there are more than a thousand.
// param region: string?   id of its region
// param year: integer?   year of the plan
// param q: string?   its title contains this
// column total: integer   number of matches, 1001 where there are more
// single row
MATCH (d:Document)
WHERE d.stub = false
  AND d.region = $region   //? region
  AND d.year = $year   //? year
  AND d.title CONTAINS $q   //? q
WITH d LIMIT 1001
RETURN count(*) AS total
