// The bodies that one agency has tasks in common with, the most frequent first.
// with agencies/partner_filters
// param limit: integer = 50   partners at most
// column partner: string   id of the other agency
// column name: string   name of the other agency
// column kind: string   kind of the other agency
// column region: string   id of its region
// column region_name: string   name of its region
// column tasks: integer   number of distinct tasks in common
WITH b, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY tasks DESC, b.id LIMIT $limit
MATCH (g:Region)
WHERE g.id = b.region
RETURN b.id AS partner, b.name AS name, b.kind AS kind, g.id AS region, g.name AS region_name, tasks AS tasks
ORDER BY tasks DESC, partner
