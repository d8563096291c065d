// Each task with the bodies that do it (lead, assist, joint), by how firmly each leads. Different
// with tasks/conditions
// parameters narrow together, a list means any of its values; `without` says who is no body at all.
// param without: string?   bodies of this kind do not count, such as collective
// param of_kind: string?   only bodies of this kind count, such as collective
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
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES]->(t)
WHERE t.n > 0
  AND a.kind <> $without   //? without
  AND a.kind = $of_kind   //? of_kind
  AND t.year = $year   //? year
  AND t.year IN $years   //? years
  AND t.region = $region   //? region
  AND t.region IN $regions   //? regions
