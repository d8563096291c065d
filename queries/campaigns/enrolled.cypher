// The distinct tasks that are in any campaign.
// with load/tasks
// param kind: string?   code or descriptive
// column task: string   id of the task (of its first printing)
WITH DISTINCT t
MATCH (t)-[:IN_CAMPAIGN]->(k:Campaign)
WHERE k.id > ''
  AND k.kind = $kind   //? kind
RETURN DISTINCT t.id AS task
ORDER BY task
