// The bodies of some documents' distinct tasks, for a comparison.
// with load/filters
// column task: string   id of the task (of its first printing)
// column agency: string   id of the body
// column name: string   name of the body
// column kind: string   kind of the body; collective where several bodies are meant
// column level: string   level of the body: 国, 省, 市, 县 or 乡
// column agency_region: string   id of the body's region
// column region_name: string   name of the body's region
// column system: string   id of its line of work (条线)
// column system_name: string   name of its line of work
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
WITH DISTINCT coalesce(t.repeats, t.id) AS task, a, r.role AS role, r.basis AS basis
MATCH (a)-[:LOCATED_IN]->(g:Region)
OPTIONAL MATCH (a)-[:IN_SYSTEM]->(w:System)
RETURN task AS task, a.id AS agency, a.name AS name, a.kind AS kind, a.level AS level,
  g.id AS agency_region, g.name AS region_name, w.id AS system, w.name AS system_name,
  role AS role, basis AS basis
ORDER BY task, agency, role, basis
