// One task, with its document and everything that shows where its words stand.
// param task: string   id of the task
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
// column span_start: integer   where the words begin in the document's text, in code points
// column span_end: integer   where they end, exclusive
// column doc_number: string   发文字号
// column repeats: string   id of the first equal task of the document, where it is printed again
// column clause_start: integer   where the clause begins
// column clause_end: integer   where the clause ends, exclusive
// single row
MATCH (t:Task {id: $task})<-[:HAS_TASK]-(d:Document)-[:COVERS]->(g:Region)
WHERE g.id = t.region
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.number AS number, t.path AS path,
  t.text AS text, t.clause AS clause, t.deadline AS deadline, t.due_kind AS due_kind,
  t.due_from AS due_from, t.due_on AS due_on, t.due_ongoing AS due_ongoing,
  d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, t.year AS year,
  t.span_start AS span_start, t.span_end AS span_end,
  d.doc_number AS doc_number, t.repeats AS repeats,
  t.clause_start AS clause_start, t.clause_end AS clause_end
