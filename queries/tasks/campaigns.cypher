// The campaigns of one task, as printed in it or in a heading above it.
// param task: string   id of the task
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column edition: string   届次 or year printed with the name
// column surface: string   words as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
MATCH (t:Task {id: $task})-[m:IN_CAMPAIGN]->(c:Campaign)
RETURN c.id AS campaign, c.name AS name, c.kind AS kind, m.edition AS edition, m.surface AS surface,
  m.span_start AS span_start, m.span_end AS span_end
ORDER BY span_start, campaign, span_end
