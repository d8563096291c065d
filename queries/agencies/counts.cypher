// Number of distinct tasks by role and basis, of one agency or of each of a page of agencies/list.
// A task that a document prints twice counts once.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   agencies at most
// param agency: string?   id of the one agency
// param q: string?   one of its spellings contains this
// param region: string?   id of its region
// param kind: string?   its kind
// param without: string?   leave out this kind, such as collective
// param system: string?   id of its line of work
// column agency: string   id of the agency
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
MATCH (a:Agency)
WHERE a.sort_key > $after
  AND a.id = $agency   //? agency
  AND a.names CONTAINS $q   //? q
  AND a.region = $region   //? region
  AND a.kind = $kind   //? kind
  AND a.kind <> $without   //? without
  AND EXISTS { MATCH (a)-[:IN_SYSTEM]->(:System {id: $system}) }   //? system
WITH a ORDER BY a.sort_key LIMIT $limit
MATCH (a)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
RETURN a.id AS agency, r.role AS role, r.basis AS basis,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY agency, role, basis
