// Tasks that say they repeat a task that is not there.
// param limit: integer = 1000   tasks at most
// column id: string   id of the task
// column found: string   id of the task that it repeats
MATCH (t:Task)
WHERE t.repeats IS NOT NULL AND NOT EXISTS { MATCH (o:Task {id: t.repeats}) }
RETURN t.id AS id, t.repeats AS found
ORDER BY id LIMIT $limit
