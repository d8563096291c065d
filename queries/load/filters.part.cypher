// What narrows duties: different parameters narrow together, a list means any of its values.
// A query goes on with WITH: a further MATCH right behind these lines is counted wrongly by the embedded engine.
// with tasks/conditions
// param agency: string?   id of the body
// param roles: string[]?   role is one of these
// param basis: string?   basis of the duty
// param bases: string[]?   basis is one of these
// param or_first: string?   role is this, or the body is the first of a list without a lead
// param of_kind: string?   kind of the body, such as collective
// param without: string?   the body is not of this kind, such as collective
// param systems: string[]?   id of the body's line of work is one of these
// param document: string?   id of the document
// param year: integer?   year of the plan
// param years: integer[]?   year of the plan is one of these
// param region: string?   id of the document's region
// param regions: string[]?   id of the document's region is one of these
// switch dated: issued_from issued_to   the document
// switch enrolled: campaign campaigns editions   the campaign
MATCH (t:Task)
MATCH (:Document {id: $document})-[:HAS_TASK]->(t)   //? document
MATCH (i:Document)-[:HAS_TASK]->(t)   //? dated
MATCH (t)-[m:IN_CAMPAIGN]->(c:Campaign)   //? enrolled
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE t.n > 0
  AND a.id = $agency   //? agency
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND r.basis IN $bases   //? bases
  AND (r.role = $or_first OR (r.role = 'joint' AND r.position = 1))   //? or_first
  AND a.kind = $of_kind   //? of_kind
  AND a.kind <> $without   //? without
  AND EXISTS { MATCH (a)-[:IN_SYSTEM]->(s:System) WHERE s.id IN $systems }   //? systems
  AND t.year = $year   //? year
  AND t.year IN $years   //? years
  AND t.region = $region   //? region
  AND t.region IN $regions   //? regions
