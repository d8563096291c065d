// The tasks of one campaign in reading order, with the words that name it, in the task or a heading above.
// One row a mention: a campaign that a task names twice has two rows; a page never cuts a task.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param campaign: string   id of the campaign
// param edition: string?   届次 or year printed with the name
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param document: string?   id of the document
// column task: string   id of the task
// column sort_key: string   order of the rows and cursor of the page
// column n: integer   place in the document's reading order, from 1
// column path: string[]   headings above, outermost first, then the number
// column text: string   words, without number and clause
// column clause: string   responsibility clause as printed
// column deadline: string   as printed
// column document: string   id of the document
// column title: string   title of the document
// column region: string   id of the region
// column region_name: string   name of the region
// column year: integer   year the plan is for
// column edition: string   届次 or year printed with the name
// column surface: string   words as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
MATCH (t:Task)-[m:IN_CAMPAIGN]->(c:Campaign {id: $campaign})
WHERE t.sort_key > $after
  AND m.edition = $edition   //? edition
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
WITH DISTINCT c, t ORDER BY t.sort_key LIMIT $limit
MATCH (t)-[m:IN_CAMPAIGN]->(c)
MATCH (t)<-[:HAS_TASK]-(d:Document)-[:COVERS]->(g:Region)
WHERE g.id = t.region
  AND m.edition = $edition   //? edition
RETURN t.id AS task, t.sort_key AS sort_key, t.n AS n, t.path AS path,
  t.text AS text, t.clause AS clause, t.deadline AS deadline,
  d.id AS document, d.title AS title, g.id AS region, g.name AS region_name, t.year AS year,
  m.edition AS edition, m.surface AS surface, m.span_start AS span_start, m.span_end AS span_end
ORDER BY sort_key, span_start, span_end
