// How many documents the filters of documents/list leave; 1001 where there are more than a thousand.
// param region: string?   id of its region
// param year: integer?   year of the plan
// param agency: string?   id of a body that it names
// param campaign: string?   id of a campaign that its tasks are in
// param q: string?   its title contains this
// column total: integer   number of matches, 1001 where there are more
// single row
MATCH (d:Document)
WHERE d.stub = false
  AND d.region = $region   //? region
  AND d.year = $year   //? year
  AND d.title CONTAINS $q   //? q
  AND EXISTS { MATCH (d)-[:MENTIONS]->(:Agency {id: $agency}) }   //? agency
  AND EXISTS { MATCH (d)-[:HAS_TASK]->(:Task)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign}) }   //? campaign
WITH d LIMIT 1001
RETURN count(*) AS total
