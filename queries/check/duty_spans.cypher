// How far the spans of the bodies that each document prints reach, to be held against its text.
// column id: string   id of the document
// column least: integer   the first place that one begins at
// column most: integer   the last place that one ends at
// column inverted: integer   duties that end before they begin
MATCH (:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
RETURN t.document AS id, min(r.span_start) AS least, max(r.span_end) AS most,
  sum(CASE WHEN r.span_end < r.span_start THEN 1 ELSE 0 END) AS inverted
ORDER BY id
