// The bodies of a network, each with its number of distinct tasks, alone or with others.
// with load/doers
// column agency: string   id of the agency
// column name: string   name of the agency
// column kind: string   kind of the agency; collective where several bodies are meant
// column region: string   id of the agency's region
// column region_name: string   name of the agency's region
// column system: string   id of its line of work (条线)
// column system_name: string   name of its line of work
// column tasks: integer   number of distinct tasks
// column leads: integer   number of those that it leads
WITH a, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks,
  count(DISTINCT CASE r.role WHEN 'lead' THEN coalesce(t.repeats, t.id) END) AS leads
MATCH (a)-[:LOCATED_IN]->(g:Region)
OPTIONAL MATCH (a)-[:IN_SYSTEM]->(w:System)
RETURN a.id AS agency, a.name AS name, a.kind AS kind, g.id AS region, g.name AS region_name,
  w.id AS system, w.name AS system_name, tasks AS tasks, leads AS leads
ORDER BY agency
