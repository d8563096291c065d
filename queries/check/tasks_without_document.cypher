// Tasks that no document prints, or several.
// param limit: integer = 1000   tasks at most
// column id: string   id of the task
// column found: integer   documents that print it
MATCH (t:Task)
WITH t.id AS id, COUNT { MATCH (:Document)-[:HAS_TASK]->(t) } AS found
WHERE found <> 1
RETURN id AS id, found AS found
ORDER BY id LIMIT $limit
