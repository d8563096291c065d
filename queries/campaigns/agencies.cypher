// The bodies of one campaign by role, those with the most tasks first.
// param campaign: string   id of the campaign
// param limit: integer = 50   rows at most
// param roles: string[]?   role is one of these
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param without: string?   leave out bodies of this kind, such as collective
// column agency: string   id of the agency
// column name: string   name of the agency
// column kind: string   kind of the agency; collective where several bodies are meant
// column region: string   id of the agency's region
// column region_name: string   name of the agency's region
// column role: string   lead, assist, joint, supervise or assess
// column tasks: integer   number of distinct tasks
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)-[:IN_CAMPAIGN]->(c:Campaign {id: $campaign})
WHERE t.n > 0
  AND r.role IN $roles   //? roles
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND a.kind <> $without   //? without
WITH a, r.role AS role, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY tasks DESC, a.id, role LIMIT $limit
MATCH (a)-[:LOCATED_IN]->(g:Region)
RETURN a.id AS agency, a.name AS name, a.kind AS kind, g.id AS region, g.name AS region_name,
  role AS role, tasks AS tasks
ORDER BY tasks DESC, agency, role
