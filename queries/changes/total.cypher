// How many changes the filters of changes/list leave; 1001 where there are more than a thousand.
// param since: integer?   revision after which to begin
// param document: string?   id of the document
// column total: integer   number of matches, 1001 where there are more
// single row
MATCH (x:Change)
WHERE x.counter > 0
  AND x.revision > $since   //? since
  AND x.document = $document   //? document
WITH x LIMIT 1001
RETURN count(*) AS total
