// The campaigns of exactly that name.
// param name: string   the name
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
MATCH (c:Campaign)
WHERE c.name = $name
RETURN c.id AS campaign, c.name AS name, c.kind AS kind
ORDER BY campaign
