// What narrows campaigns.
// param q: string?   its name contains this
// param kind: string?   code or descriptive
// param region: string?   id of a region that has tasks in it
// param regions: string[]?   id of such a region is one of these
// param year: integer?   year of a plan that has tasks in it
// param years: integer[]?   year of such a plan is one of these
// switch scoped: region regions year years   tasks of that region or year
MATCH (c:Campaign)
WHERE c.id > ''
  AND c.name CONTAINS $q   //? q
  AND c.kind = $kind   //? kind
  AND EXISTS { MATCH (c)<-[:IN_CAMPAIGN]-(t:Task) WHERE t.n > 0   //? scoped
    AND t.region = $region   //? region
    AND t.region IN $regions   //? regions
    AND t.year = $year   //? year
    AND t.year IN $years   //? years
  }   //? scoped
