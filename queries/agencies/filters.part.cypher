// What narrows agencies.
// param agency: string?   id of the one agency
// param q: string?   one of its spellings contains this
// param region: string?   id of its region
// param regions: string[]?   id of its region is one of these
// param kind: string?   its kind
// param without: string?   leave out this kind, such as collective
// param of_kind: string?   of this kind, whichever `kind` asks for, such as collective
// param system: string?   id of its line of work
// param systems: string[]?   id of its line of work is one of these
MATCH (a:Agency)
MATCH (a)-[:LOCATED_IN]->(:Region {id: $region})   //? region
WHERE a.sort_key > ''
  AND a.id = $agency   //? agency
  AND a.names CONTAINS $q   //? q
  AND a.region IN $regions   //? regions
  AND a.kind = $kind   //? kind
  AND a.kind <> $without   //? without
  AND a.kind = $of_kind   //? of_kind
  AND EXISTS { MATCH (a)-[:IN_SYSTEM]->(:System {id: $system}) }   //? system
  AND EXISTS { MATCH (a)-[:IN_SYSTEM]->(s:System) WHERE s.id IN $systems }   //? systems
