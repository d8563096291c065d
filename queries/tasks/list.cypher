// Tasks, narrowed by any of the filters.
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
// column region: string   id of the region
// column region_name: string   name of the region
// column year: integer   year the plan is for
// column span_start: integer   where the words begin in the document's text, in code points
// column span_end: integer   where they end, exclusive
MATCH (d:Document)-[:HAS_TASK]->(t)
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = t.region
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.number AS number, t.path AS path,
  t.text AS text, t.clause AS clause, t.deadline AS deadline, t.due_kind AS due_kind,
  t.due_from AS due_from, t.due_on AS due_on, t.due_ongoing AS due_ongoing,
  d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, t.year AS year,
  t.span_start AS span_start, t.span_end AS span_end
ORDER BY
  coalesce(due_on, date('9999-12-31')),   //? due_up
  coalesce(due_on, date('0001-01-01')) DESC,   //? due_down
  coalesce(year, 9999),   //? year_up
  coalesce(year, 0) DESC,   //? year_down
  sort_key DESC,   //? down
  sort_key
