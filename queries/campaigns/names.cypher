// Every campaign, for the resolution of names.
// column campaign: string   id of the campaign
// column name: string   name of the campaign
// column kind: string   code or descriptive
MATCH (c:Campaign)
RETURN c.id AS campaign, c.name AS name, c.kind AS kind
ORDER BY campaign
