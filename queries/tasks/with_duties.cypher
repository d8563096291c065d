// Tasks found by their words, in reading order, with each of their bodies and the words that prove it.
// One row a duty; a page never cuts a task.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param word: string?   folded words of the task contain this
// param words: string[]?   folded words of the task contain each of these
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// column task: string   id of the task
// column sort_key: string   order of the rows and cursor of the page
// column n: integer   place in the document's reading order, from 1
// column path: string[]   headings above, outermost first, then the number
// column text: string   words, without number and clause
// column clause: string   responsibility clause as printed
// column deadline: string   as printed
// column document: string   id of the document
// column title: string   title of the document
// column region: string   id of the region
// column region_name: string   name of the region
// column year: integer   year the plan is for
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
MATCH (t:Task)
WHERE t.sort_key > $after
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
  AND t.year = $year   //? year
  AND t.region = $region   //? region
WITH t ORDER BY t.sort_key LIMIT $limit
MATCH (d:Document)-[:HAS_TASK]->(t)
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = t.region
MATCH (h:Region)<-[:LOCATED_IN]-(a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.path AS path,
  t.text AS text, t.clause AS clause, t.deadline AS deadline,
  d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, t.year AS year,
  a.id AS agency, a.name AS name, h.id AS agency_region, h.name AS agency_region_name,
  r.role AS role, r.basis AS basis, r.verb AS verb, r.surface AS surface,
  r.span_start AS span_start, r.span_end AS span_end
ORDER BY sort_key, span_start, agency, role
