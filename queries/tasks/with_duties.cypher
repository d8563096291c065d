// Tasks in reading order, narrowed by whatever a question says, with each of their bodies and the words that prove it.
// One row a duty, or one of nulls for a task without any; a page never cuts a task.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param word: string?   folded words of the task contain this
// param words: string[]?   folded words of the task contain each of these
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param document: string?   id of the document
// param campaign: string?   id of a campaign that it is in
// param edition: string?   届次 or year printed with the campaign's name
// param due_from: date?   last day is not before this
// param due_to: date?   last day is not after this
// param due_kinds: string[]?   kind of its deadline is one of these
// param ongoing: boolean?   whether it goes on without an end
// param without_role: string?   no body has this role in it, such as lead
// param leads: integer?   at least so many bodies lead it
// param without_other_than: string?   it has no body of another kind than this, such as collective
// switch dated: year region   the document, of which there are few
// switch several: campaign   a task may be met more than once
// column task: string   id of the task
// column sort_key: string   order of the rows and cursor of the page
// column n: integer   place in the document's reading order, from 1
// column path: string[]   headings above, outermost first, then the number
// column text: string   words, without number and clause
// column clause: string   responsibility clause as printed
// column number: string   printed number
// column deadline: string   as printed
// column due_kind: string   by, period, recurring, ongoing or none
// column due_on: date   last day
// column repeats: string   id of the first equal task of the document, where it is printed again
// column document: string   id of the document
// column title: string   title of the document
// column region: string   id of the region
// column region_name: string   name of the region
// column year: integer   year the plan is for
// column agency: string   id of the agency, null without a body
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
MATCH (:Document {id: $document})-[:HAS_TASK]->(t)   //? document
MATCH (i:Document)-[:HAS_TASK]->(t)   //? dated
MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign})   //? campaign
WHERE t.sort_key > $after
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
  AND i.year = $year   //? year
  AND i.region = $region   //? region
  AND EXISTS { MATCH (t)-[m:IN_CAMPAIGN]->(:Campaign) WHERE m.edition = $edition }   //? edition
  AND t.due_on >= $due_from   //? due_from
  AND t.due_on <= $due_to   //? due_to
  AND t.due_kind IN $due_kinds   //? due_kinds
  AND t.due_ongoing = $ongoing   //? ongoing
  AND NOT EXISTS { MATCH (:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t) WHERE r.role = $without_role }   //? without_role
  AND COUNT { MATCH (:Agency)-[:LEADS]->(t) } >= $leads   //? leads
  AND NOT EXISTS { MATCH (a:Agency)-[:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t) WHERE a.kind <> $without_other_than }   //? without_other_than
WITH DISTINCT t   //? several
WITH t ORDER BY t.sort_key LIMIT $limit
MATCH (d:Document)-[:HAS_TASK]->(t)
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = t.region
OPTIONAL MATCH (h:Region)<-[:LOCATED_IN]-(a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.path AS path,
  t.text AS text, t.clause AS clause, t.number AS number, t.deadline AS deadline,
  t.due_kind AS due_kind, t.due_on AS due_on, t.repeats AS repeats,
  d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, t.year AS year,
  a.id AS agency, a.name AS name, h.id AS agency_region, h.name AS agency_region_name,
  r.role AS role, r.basis AS basis, r.verb AS verb, r.surface AS surface,
  r.span_start AS span_start, r.span_end AS span_end
ORDER BY sort_key, span_start, agency, role
