// Tasks like tasks/list, with the bodies of each in the order of its clause: one row a body.
// All bodies of these tasks, whichever of them the filters look for; a page never cuts a task.
// with tasks/filters
// with tasks/page
// column task: string   id of the task
// column sort_key: string   reading order and cursor of the page
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
// column doc_number: string   its 发文字号
// column region: string   id of the region
// column region_name: string   name of the region
// column year: integer   year the plan is for
// column span_start: integer   where the words begin in the document's text, in code points
// column span_end: integer   where they end, exclusive
// column clause_start: integer   where the clause begins in the document's text, in code points
// column clause_end: integer   where it ends, exclusive
// column agency: string   id of the body, null where the task names none
// column name: string   name of the body
// column kind: string   kind of the body; collective where several bodies are meant
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column verb: string   printed word that gave the role
// column surface: string   the body as printed
// column surface_start: integer   where the surface begins in the document's text, in code points
// column surface_end: integer   where it ends, exclusive
// column position: integer   place among the bodies of the clause, from 1
OPTIONAL MATCH (d:Document)-[:HAS_TASK]->(t)
WITH t, d.id AS document, d.title AS title, d.doc_number AS doc_number
MATCH (g:Region)
WHERE g.id = t.region
WITH t, document, title, doc_number, g.id AS region, g.name AS region_name
OPTIONAL MATCH (b:Agency)-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.number AS number, t.path AS path,
  t.text AS text, t.clause AS clause, t.deadline AS deadline, t.due_kind AS due_kind,
  t.due_from AS due_from, t.due_on AS due_on, t.due_ongoing AS due_ongoing,
  document AS document, title AS title, doc_number AS doc_number, region AS region,
  region_name AS region_name, t.year AS year,
  t.span_start AS span_start, t.span_end AS span_end, t.clause_start AS clause_start, t.clause_end AS clause_end,
  b.id AS agency, b.name AS name, b.kind AS kind, x.role AS role, x.basis AS basis, x.verb AS verb,
  x.surface AS surface, x.span_start AS surface_start, x.span_end AS surface_end, x.position AS position
ORDER BY
  coalesce(due_on, date('9999-12-31')),   //? due_up
  coalesce(due_on, date('0001-01-01')) DESC,   //? due_down
  coalesce(year, 9999),   //? year_up
  coalesce(year, 0) DESC,   //? year_down
  sort_key DESC,   //? down
  sort_key, position, surface_start, agency, role
