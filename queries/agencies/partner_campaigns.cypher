// The campaigns of the tasks that one agency has in common with each other body, the busiest first.
// OPTIONAL: behind a plain MATCH the embedded engine (0.22.0) reads every task's campaigns.
// with agencies/partner_filters
// column partner: string   id of the other agency
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column tasks: integer   number of distinct tasks
WITH DISTINCT b, t
OPTIONAL MATCH (t)-[:IN_CAMPAIGN]->(c:Campaign)
WITH b, t, c
WHERE c.id IS NOT NULL
RETURN b.id AS partner, c.id AS campaign, c.name AS name,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY partner, tasks DESC, campaign
