// How many tasks two agencies have in common; 1001 where there are more than a thousand.
// param left: string   id of one agency
// param right: string   id of the other agency
// param left_roles: string[]?   role of the one is one of these
// param right_roles: string[]?   role of the other is one of these
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param document: string?   id of the document
// param campaign: string?   id of a campaign that the task is in
// column total: integer   number of matches, 1001 where there are more
// single row
MATCH (a:Agency {id: $left})-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
MATCH (b:Agency {id: $right})-[y:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE t.n > 0 AND a.id <> b.id
  AND x.role IN $left_roles   //? left_roles
  AND y.role IN $right_roles   //? right_roles
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
  AND EXISTS { MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign}) }   //? campaign
WITH DISTINCT t LIMIT 1001
RETURN count(*) AS total
