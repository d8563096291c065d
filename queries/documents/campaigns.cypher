// The campaigns of all tasks of one document, task by task.
// param document: string   id of the document
// column task: string   id of the task
// column sort_key: string   of the task: order of the tasks
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column edition: string   届次 or year printed with the name
// column surface: string   words as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
MATCH (d:Document {id: $document})-[:HAS_TASK]->(t:Task)-[m:IN_CAMPAIGN]->(c:Campaign)
RETURN t.id AS task, t.sort_key AS sort_key, c.id AS campaign, c.name AS name, c.kind AS kind,
  m.edition AS edition, m.surface AS surface, m.span_start AS span_start, m.span_end AS span_end
ORDER BY sort_key, span_start, campaign, span_end
