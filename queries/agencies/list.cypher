// Agencies by region and name, narrowed by any of the filters.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   agencies at most
// param q: string?   one of its spellings contains this
// param region: string?   id of its region
// param kind: string?   its kind
// param without: string?   leave out this kind, such as collective
// param system: string?   id of its line of work
// column agency: string   id of the agency
// column sort_key: string   order of the rows and cursor of the page
// column name: string   name
// column kind: string   government, party, court …; collective where several bodies are meant
// column level: string   国, 省, 市, 县 or 乡
// column aliases: string[]   all spellings
// column region: string   id of its region
// column region_name: string   name of its region
// column system: string   id of the line of work (条线)
// column system_name: string   name of the line of work
MATCH (a:Agency)
WHERE a.sort_key > $after
  AND a.names CONTAINS $q   //? q
  AND a.region = $region   //? region
  AND a.kind = $kind   //? kind
  AND a.kind <> $without   //? without
  AND EXISTS { MATCH (a)-[:IN_SYSTEM]->(:System {id: $system}) }   //? system
WITH a ORDER BY a.sort_key LIMIT $limit
MATCH (a)-[:LOCATED_IN]->(g:Region)
OPTIONAL MATCH (a)-[:IN_SYSTEM]->(s:System)
RETURN a.id AS agency, a.sort_key AS sort_key, a.name AS name, a.kind AS kind, a.level AS level,
  a.aliases AS aliases, g.id AS region, g.name AS region_name, s.id AS system, s.name AS system_name
ORDER BY sort_key
