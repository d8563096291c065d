// How far the spans of each document's tasks reach, to be held against its text.
// column id: string   id of the document
// column least: integer   the first place that a task or clause begins at
// column most: integer   the last place that one ends at
// column inverted: integer   tasks that end before they begin
MATCH (t:Task)
RETURN t.document AS id,
  min(CASE WHEN t.clause_start < t.span_start THEN t.clause_start ELSE t.span_start END) AS least,
  max(CASE WHEN t.clause_end > t.span_end THEN t.clause_end ELSE t.span_end END) AS most,
  sum(CASE WHEN t.span_end < t.span_start OR t.clause_end < t.clause_start THEN 1 ELSE 0 END) AS inverted
ORDER BY id
