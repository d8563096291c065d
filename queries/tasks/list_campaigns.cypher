// The campaigns of a page of tasks/list, task by task.
// All campaigns of these tasks, whichever of them the filter looks for.
// OPTIONAL: most tasks have none, and behind a plain MATCH the embedded engine (0.22.0) counts the
// limit over the tasks that have one, not over those of the page.
// with tasks/filters
// with tasks/page
// column task: string   id of the task
// column sort_key: string   of the task: order of the tasks
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column edition: string   届次 or year printed with the name
// column surface: string   words as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
OPTIONAL MATCH (t)-[m:IN_CAMPAIGN]->(c:Campaign)
WITH t, m, c
WHERE c.id IS NOT NULL
RETURN t.id AS task, t.sort_key AS sort_key, c.id AS campaign, c.name AS name, c.kind AS kind,
  m.edition AS edition, m.surface AS surface, m.span_start AS span_start, m.span_end AS span_end
ORDER BY sort_key, span_start, campaign, span_end
