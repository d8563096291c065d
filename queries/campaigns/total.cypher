// How many campaigns the filters of campaigns/list leave; 1001 where there are more than a thousand.
// param q: string?   its name contains this
// param kind: string?   code or descriptive
// param region: string?   id of a region that has tasks in it
// param year: integer?   year of a plan that has tasks in it
// switch scoped: region year   tasks of that region or year
// column total: integer   number of matches, 1001 where there are more
// single row
MATCH (c:Campaign)
WHERE c.id > ''
  AND c.name CONTAINS $q   //? q
  AND c.kind = $kind   //? kind
  AND EXISTS { MATCH (c)<-[:IN_CAMPAIGN]-(t:Task) WHERE t.n > 0   //? scoped
    AND t.region = $region   //? region
    AND t.year = $year   //? year
  }   //? scoped
WITH c LIMIT 1001
RETURN count(*) AS total
