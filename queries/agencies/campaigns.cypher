// The campaigns that one agency has tasks in, the busiest first.
// param agency: string   id of the agency
// param limit: integer = 50   rows at most
// param roles: string[]?   role is one of these
// param year: integer?   year of the plan
// param region: string?   id of the documents' region
// param document: string?   id of the document
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column role: string   lead, assist, joint, supervise or assess
// column tasks: integer   number of distinct tasks
MATCH (a:Agency {id: $agency})-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)-[:IN_CAMPAIGN]->(c:Campaign)
WHERE t.n > 0
  AND r.role IN $roles   //? roles
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
RETURN c.id AS campaign, c.name AS name, c.kind AS kind, r.role AS role,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY tasks DESC, campaign, role LIMIT $limit
