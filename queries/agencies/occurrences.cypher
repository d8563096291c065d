// Where bodies stand: each duty with its printed words, its task and its document.
// param q: string?   one of their spellings contains this
// param kind: string?   kind of the bodies, such as other
// param after: string = ""   sort_key of the body after which the page begins
// param limit: integer = 500   bodies at most
// column agency: string   id of the body
// column name: string   its name
// column sort_key: string   order of the bodies
// column document: string   id of the document
// column title: string   its title
// column source: string   the file it was read from
// column task: string   id of the task
// column n: integer   place of the task in the document
// column surface: string   the words as printed
// column span_start: integer   where they begin in the document's text
MATCH (a:Agency)
WHERE a.sort_key > $after
  AND a.names CONTAINS $q   //? q
  AND a.kind = $kind   //? kind
WITH a ORDER BY a.sort_key LIMIT $limit
MATCH (a)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)<-[:HAS_TASK]-(d:Document)
RETURN a.id AS agency, a.name AS name, a.sort_key AS sort_key, d.id AS document, d.title AS title, d.source AS source,
  t.id AS task, t.n AS n, r.surface AS surface, r.span_start AS span_start
ORDER BY sort_key, document, n, span_start, task, surface
