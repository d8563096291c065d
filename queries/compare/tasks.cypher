// The distinct tasks of some documents with their words, in reading order, for a comparison.
// with load/tasks
// column task: string   id of the task
// column sort_key: string   reading order
// column document: string   id of the document
// column region: string   id of the documents' region
// column year: integer   year of the plan
// column n: integer   place in the document's reading order, from 1
// column text: string   words, without number and clause
// column clause: string   responsibility clause as printed
RETURN DISTINCT t.id AS task, t.sort_key AS sort_key, t.document AS document, t.region AS region,
  t.year AS year, t.n AS n, t.text AS text, t.clause AS clause
ORDER BY sort_key
