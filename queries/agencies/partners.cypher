// The bodies that one agency has tasks in common with, the most frequent first.
// param agency: string   id of the agency
// param limit: integer = 50   partners at most
// param roles: string[]?   role of the agency is one of these
// param partner_roles: string[]?   role of the partner is one of these
// param year: integer?   year of the plan
// param region: string?   id of the documents' region
// param document: string?   id of the document
// param campaign: string?   id of a campaign that the tasks are in
// param without: string?   leave out partners of this kind, such as collective
// column partner: string   id of the other agency
// column name: string   name of the other agency
// column kind: string   kind of the other agency
// column region: string   id of its region
// column region_name: string   name of its region
// column tasks: integer   number of distinct tasks in common
MATCH (a:Agency {id: $agency})-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign})   //? campaign
MATCH (b:Agency)-[y:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE a.id <> b.id
  AND x.role IN $roles   //? roles
  AND y.role IN $partner_roles   //? partner_roles
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
  AND b.kind <> $without   //? without
WITH b, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY tasks DESC, b.id LIMIT $limit
MATCH (b)-[:LOCATED_IN]->(g:Region)
RETURN b.id AS partner, b.name AS name, b.kind AS kind, g.id AS region, g.name AS region_name, tasks AS tasks
ORDER BY tasks DESC, partner
