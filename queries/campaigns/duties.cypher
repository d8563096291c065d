// The bodies of each task of one campaign, in reading order, with role and the words that prove it.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param campaign: string   id of the campaign
// param agency: string?   id of the one agency
// param edition: string?   届次 or year printed with the campaign's name
// param roles: string[]?   role is one of these
// param basis: string?   basis of the role
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param document: string?   id of the document
// column task: string   id of the task
// column sort_key: string   order of the rows and cursor of the page
// column document: string   id of the document
// column title: string   title of the document
// column agency: string   id of the agency
// column name: string   name of the agency
// column agency_region: string   id of the agency's region
// column agency_region_name: string   name of the agency's region
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column verb: string   printed word that gave the role
// column surface: string   the agency as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)-[m:IN_CAMPAIGN]->(:Campaign {id: $campaign})
WHERE t.sort_key > $after
  AND a.id = $agency   //? agency
  AND m.edition = $edition   //? edition
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
WITH DISTINCT t ORDER BY t.sort_key LIMIT $limit
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE t.n > 0
  AND a.id = $agency   //? agency
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
WITH t, a, r
MATCH (d:Document)-[:HAS_TASK]->(t)
MATCH (a)-[:LOCATED_IN]->(h:Region)
RETURN t.id AS task, t.sort_key AS sort_key, t.document AS document, d.title AS title,
  a.id AS agency, a.name AS name, h.id AS agency_region, h.name AS agency_region_name,
  r.role AS role, r.basis AS basis, r.verb AS verb, r.surface AS surface,
  r.span_start AS span_start, r.span_end AS span_end
ORDER BY sort_key, span_start, agency, role
