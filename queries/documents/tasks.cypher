// All tasks of one document in reading order, with where they stand in its text.
// param document: string   id of the document
// column task: string   id of the task
// column sort_key: string   of the task: order of the tasks
// column n: integer   place in the document's reading order, from 1
// column number: string   printed number
// column text: string   words, without number and clause
// column span_start: integer   where the words begin in the document's text, in code points
// column span_end: integer   where they end, exclusive
// column clause_start: integer   where the clause begins
// column clause_end: integer   where the clause ends, exclusive
MATCH (d:Document {id: $document})-[:HAS_TASK]->(t:Task)
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.number AS number, t.text AS text,
  t.span_start AS span_start, t.span_end AS span_end,
  t.clause_start AS clause_start, t.clause_end AS clause_end
ORDER BY sort_key
