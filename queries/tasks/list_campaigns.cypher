// The campaigns of a page of tasks/list, task by task.
// All campaigns of these tasks, whichever of them the filter looks for.
// OPTIONAL: most tasks have none, and behind a plain MATCH the embedded engine (0.22.0) counts the
// limit over the tasks that have one, not over those of the page.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param agency: string?   id of an agency that has a duty in it
// param roles: string[]?   role of that duty is one of these
// param basis: string?   basis of that duty
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param campaign: string?   id of a campaign that it is in
// param document: string?   id of its document
// param word: string?   its folded words contain this
// param words: string[]?   its folded words contain each of these
// switch duty: agency roles basis   the agency that has the duty
// switch several: agency roles basis campaign   a task may be met more than once
// column task: string   id of the task
// column sort_key: string   of the task: order of the tasks
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column edition: string   届次 or year printed with the name
// column surface: string   words as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
MATCH (t:Task)
MATCH (:Document {id: $document})-[:HAS_TASK]->(t)   //? document
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)   //? duty
MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign})   //? campaign
WHERE t.sort_key > $after
  AND a.id = $agency   //? agency
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
WITH DISTINCT t   //? several
WITH t ORDER BY t.sort_key LIMIT $limit
OPTIONAL MATCH (t)-[m:IN_CAMPAIGN]->(c:Campaign)
WITH t, m, c
WHERE c.id IS NOT NULL
RETURN t.id AS task, t.sort_key AS sort_key, c.id AS campaign, c.name AS name, c.kind AS kind,
  m.edition AS edition, m.surface AS surface, m.span_start AS span_start, m.span_end AS span_end
ORDER BY sort_key, span_start, campaign, span_end
