// The tasks of one agency in reading order, with its role and the words that prove it.
// One row a duty: a body that a clause names twice has two rows; a page never cuts a task.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param agency: string   id of the agency
// param roles: string[]?   role of its duty is one of these
// param basis: string?   basis of its duty
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param campaign: string?   id of a campaign that the task is in
// param document: string?   id of the document
// param word: string?   the task's folded words contain this
// param words: string[]?   the task's folded words contain each of these
// param due_from: date?   last day is not before this
// param due_to: date?   last day is not after this
// param due_kinds: string[]?   kind of its deadline is one of these
// param ongoing: boolean?   whether it goes on without an end
// param listed: integer?   how many bodies its clause holds
// param edition: string?   届次 or year printed with that campaign's name, or with any
// switch enrolled: campaign edition   the campaign
// column task: string   id of the task
// column sort_key: string   order of the rows and cursor of the page
// column n: integer   place in the document's reading order, from 1
// column number: string   printed number
// column path: string[]   headings above, outermost first, then the number
// column text: string   words, without number and clause
// column clause: string   responsibility clause as printed
// column deadline: string   as printed
// column due_kind: string   by, period, recurring, ongoing or none
// column due_from: date   where a period begins
// column due_on: date   last day
// column due_ongoing: boolean   持续推进
// column document: string   id of the document
// column title: string   title of the document
// column region: string   id of the region
// column region_name: string   name of the region
// column year: integer   year the plan is for
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column verb: string   printed word that gave the role
// column form: string   clause form that read it
// column surface: string   the agency as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
MATCH (a:Agency {id: $agency})-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
MATCH (t)-[m:IN_CAMPAIGN]->(c:Campaign)   //? enrolled
WHERE t.sort_key > $after
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
  AND t.due_on >= $due_from   //? due_from
  AND t.due_on <= $due_to   //? due_to
  AND t.due_kind IN $due_kinds   //? due_kinds
  AND t.due_ongoing = $ongoing   //? ongoing
  AND r.listed = $listed   //? listed
  AND c.id = $campaign   //? campaign
  AND m.edition = $edition   //? edition
WITH DISTINCT a, t ORDER BY t.sort_key LIMIT $limit
MATCH (a)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)<-[:HAS_TASK]-(d:Document)-[:COVERS]->(g:Region)
WHERE g.id = t.region
WITH t, d, g, r, r.role AS role, r.basis AS basis
WHERE t.sort_key > $after
  AND role IN $roles   //? roles
  AND basis = $basis   //? basis
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.number AS number, t.path AS path,
  t.text AS text, t.clause AS clause, t.deadline AS deadline, t.due_kind AS due_kind,
  t.due_from AS due_from, t.due_on AS due_on, t.due_ongoing AS due_ongoing,
  d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, t.year AS year,
  role AS role, basis AS basis, r.verb AS verb, r.form AS form, r.surface AS surface,
  r.span_start AS span_start, r.span_end AS span_end
ORDER BY sort_key, span_start, role
