// What narrows tasks: different parameters narrow together, a list means any of its values.
// with tasks/conditions
// param agency: string?   id of an agency that has a duty in the task
// param roles: string[]?   role of that duty is one of these
// param basis: string?   basis of that duty
// param bases: string[]?   basis of that duty is one of these
// param kind: string?   kind of the body that has it, such as collective
// param without: string?   that body is not of this kind, such as collective
// param systems: string[]?   id of that body's line of work is one of these
// param document: string?   id of the document
// param year: integer?   year of the plan
// param years: integer[]?   year of the plan is one of these
// param region: string?   id of the document's region
// param regions: string[]?   id of the document's region is one of these
// param due_before: date?   last day is this day or earlier
// param due_kind: string?   by, period, recurring, ongoing or none
// param ongoing: boolean?   持续推进
// param word: string?   its folded words contain this
// param words: string[]?   its folded words contain each of these
// switch duty: agency roles basis bases kind without systems   the body that has the duty
// switch dated: issued_from issued_to year years region regions   the document, of which there are few
// switch enrolled: campaign campaigns editions   the campaign
// switch several: agency roles basis bases kind without systems campaign campaigns editions   a task may be met more than once
MATCH (t:Task)
MATCH (:Document {id: $document})-[:HAS_TASK]->(t)   //? document
MATCH (i:Document)-[:HAS_TASK]->(t)   //? dated
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)   //? duty
MATCH (t)-[m:IN_CAMPAIGN]->(c:Campaign)   //? enrolled
WHERE t.n > 0
  AND a.id = $agency   //? agency
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND r.basis IN $bases   //? bases
  AND a.kind = $kind   //? kind
  AND a.kind <> $without   //? without
  AND EXISTS { MATCH (a)-[:IN_SYSTEM]->(s:System) WHERE s.id IN $systems }   //? systems
  AND i.year = $year   //? year
  AND t.year = i.year   //? year
  AND i.year IN $years   //? years
  AND i.region = $region   //? region
  AND t.region = i.region   //? region
  AND i.region IN $regions   //? regions
  AND t.due_on <= $due_before   //? due_before
  AND t.due_kind = $due_kind   //? due_kind
  AND t.due_ongoing = $ongoing   //? ongoing
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
