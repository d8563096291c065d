// The tasks that one agency has in common with each other body, by the roles of both.
// A task in which one of them has several roles counts in each.
// with agencies/partner_filters
// column partner: string   id of the other agency
// column role: string   role of the agency
// column partner_role: string   role of the other agency
// column tasks: integer   number of distinct tasks
RETURN b.id AS partner, x.role AS role, y.role AS partner_role,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY partner, tasks DESC, role, partner_role
