// The bodies of one campaign, each with its number of distinct tasks by role and basis.
// A task that a document prints twice counts once.
// param campaign: string   id of the campaign
// param limit: integer = 50   rows at most
// param edition: string?   届次 or year printed with the campaign's name
// param roles: string[]?   role is one of these
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param document: string?   id of the document
// column agency: string   id of the agency
// column name: string   name of the agency
// column region: string   id of the agency's region
// column region_name: string   name of the agency's region
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)-[m:IN_CAMPAIGN]->(:Campaign {id: $campaign})
WHERE t.n > 0
  AND m.edition = $edition   //? edition
  AND r.role IN $roles   //? roles
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
WITH a, r.role AS role, r.basis AS basis, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
MATCH (a)-[:LOCATED_IN]->(g:Region)
RETURN a.id AS agency, a.name AS name, g.id AS region, g.name AS region_name,
  role AS role, basis AS basis, tasks AS tasks
ORDER BY tasks DESC, agency, role, basis LIMIT $limit
