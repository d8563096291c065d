// What the coming, going or change of each document did, oldest first.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   changes at most
// param since: integer?   revision after which to begin
// param document: string?   id of the document
// column change: string   id of the change
// column sort_key: string   order of the rows and cursor of the page
// column revision: integer   of the graph after the write
// column counter: integer   place within the write, from 1
// column at: string   when (ISO 8601, UTC)
// column document: string   id of the document
// column title: string   title of the document
// column event: string   created, replaced or removed
// column came: integer   tasks that came
// column went: integer   tasks that went
// column changed: integer   tasks whose clause, deadline or duties changed
// column details: string   JSON list of {task, change, before, after} with words and duties
MATCH (x:Change)
WHERE x.sort_key > $after
  AND x.revision > $since   //? since
  AND x.document = $document   //? document
RETURN x.id AS change, x.sort_key AS sort_key, x.revision AS revision, x.counter AS counter, x.at AS at,
  x.document AS document, x.title AS title, x.event AS event, x.came AS came, x.went AS went,
  x.changed AS changed, x.details AS details
ORDER BY sort_key LIMIT $limit
