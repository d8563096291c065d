// What narrows documents.
// param region: string?   id of its region
// param regions: string[]?   id of its region is one of these
// param year: integer?   year of the plan
// param years: integer[]?   year of the plan is one of these
// param q: string?   its title contains this
// param agency: string?   id of a body that it names
// param campaign: string?   id of a campaign that its tasks are in
// param issued_from: date?   issued on this day or later
// param issued_to: date?   issued on this day or earlier
MATCH (d:Document)
WHERE d.stub = false
  AND d.region = $region   //? region
  AND d.region IN $regions   //? regions
  AND d.year = $year   //? year
  AND d.year IN $years   //? years
  AND d.title CONTAINS $q   //? q
  AND d.issued_on >= $issued_from   //? issued_from
  AND d.issued_on <= $issued_to   //? issued_to
  AND EXISTS { MATCH (d)-[:MENTIONS]->(:Agency {id: $agency}) }   //? agency
  AND EXISTS { MATCH (d)-[:HAS_TASK]->(:Task)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign}) }   //? campaign
