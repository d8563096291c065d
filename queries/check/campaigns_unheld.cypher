// Campaigns that no task is in.
// param limit: integer = 1000   campaigns at most
// column id: string   id of the campaign
// column found: string   name of the campaign
MATCH (c:Campaign)
WHERE NOT EXISTS { MATCH (:Task)-[:IN_CAMPAIGN]->(c) }
RETURN c.id AS id, c.name AS found
ORDER BY id LIMIT $limit
