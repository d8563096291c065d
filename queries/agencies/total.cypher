// How many agencies the filters of agencies/list leave; 1001 where there are more than a thousand.
// param q: string?   one of its spellings contains this
// param region: string?   id of its region
// param kind: string?   its kind
// param without: string?   leave out this kind, such as collective
// param system: string?   id of its line of work
// column total: integer   number of matches, 1001 where there are more
// single row
MATCH (a:Agency)
WHERE a.id > ''
  AND a.names CONTAINS $q   //? q
  AND a.region = $region   //? region
  AND a.kind = $kind   //? kind
  AND a.kind <> $without   //? without
  AND EXISTS { MATCH (a)-[:IN_SYSTEM]->(:System {id: $system}) }   //? system
WITH a LIMIT 1001
RETURN count(*) AS total
