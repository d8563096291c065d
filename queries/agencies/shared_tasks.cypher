// The tasks that two agencies have in common, in reading order, with the role of each.
// One row a pair of duties; a page never cuts a task.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param left: string   id of one agency
// param right: string   id of the other agency
// param left_roles: string[]?   role of the one is one of these
// param right_roles: string[]?   role of the other is one of these
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param document: string?   id of the document
// param campaign: string?   id of a campaign that the task is in
// column task: string   id of the task
// column sort_key: string   order of the rows and cursor of the page
// column n: integer   place in the document's reading order, from 1
// column number: string   printed number
// column path: string[]   headings above, outermost first, then the number
// column text: string   words, without number and clause
// column clause: string   responsibility clause as printed
// column deadline: string   as printed
// column due_kind: string   by, period, recurring, ongoing or none
// column due_on: date   last day
// column due_ongoing: boolean   持续推进
// column document: string   id of the document
// column title: string   title of the document
// column region: string   id of the region
// column region_name: string   name of the region
// column year: integer   year the plan is for
// column left_role: string   role of the one
// column left_basis: string   basis of the one
// column left_verb: string   printed word that gave the one the role
// column left_surface: string   the one as printed
// column left_start: integer   where that begins in the document's text, in code points
// column left_end: integer   where it ends, exclusive
// column right_role: string   role of the other
// column right_basis: string   basis of the other
// column right_verb: string   printed word that gave the other the role
// column right_surface: string   the other as printed
// column right_start: integer   where that begins in the document's text, in code points
// column right_end: integer   where it ends, exclusive
MATCH (a:Agency {id: $left})-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
MATCH (b:Agency {id: $right})-[y:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE t.sort_key > $after AND a.id <> b.id
  AND x.role IN $left_roles   //? left_roles
  AND y.role IN $right_roles   //? right_roles
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
  AND EXISTS { MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign}) }   //? campaign
WITH DISTINCT a, b, t ORDER BY t.sort_key LIMIT $limit
MATCH (a)-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
MATCH (b)-[y:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
MATCH (t)<-[:HAS_TASK]-(d:Document)-[:COVERS]->(g:Region)
WHERE g.id = t.region
  AND x.role IN $left_roles   //? left_roles
  AND y.role IN $right_roles   //? right_roles
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.number AS number, t.path AS path,
  t.text AS text, t.clause AS clause, t.deadline AS deadline, t.due_kind AS due_kind,
  t.due_on AS due_on, t.due_ongoing AS due_ongoing,
  d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, t.year AS year,
  x.role AS left_role, x.basis AS left_basis, x.verb AS left_verb, x.surface AS left_surface,
  x.span_start AS left_start, x.span_end AS left_end,
  y.role AS right_role, y.basis AS right_basis, y.verb AS right_verb, y.surface AS right_surface,
  y.span_start AS right_start, y.span_end AS right_end
ORDER BY sort_key, left_start, left_role, right_start, right_role
