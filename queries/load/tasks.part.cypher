// Distinct tasks: different parameters narrow together, a list means any of its values.
// with tasks/conditions
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
WHERE t.repeats IS NULL
  AND t.year = $year   //? year
  AND t.year IN $years   //? years
  AND t.region = $region   //? region
  AND t.region IN $regions   //? regions
