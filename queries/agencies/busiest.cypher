// Bodies by their number of distinct tasks, the busiest first; a task counts once for a body, whatever its parts.
// param limit: integer = 50   bodies at most
// param roles: string[]?   role is one of these
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param document: string?   id of the document
// param campaign: string?   id of a campaign that the tasks are in
// param without: string?   leave out bodies of this kind, such as collective
// column agency: string   id of the agency
// column name: string   name of the agency
// column kind: string   kind of the agency; collective where several bodies are meant
// column region: string   id of the agency's region
// column region_name: string   name of the agency's region
// column tasks: integer   number of distinct tasks
MATCH (t:Task)
MATCH (:Document {id: $document})-[:HAS_TASK]->(t)   //? document
MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign})   //? campaign
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE t.n > 0
  AND r.role IN $roles   //? roles
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND a.kind <> $without   //? without
WITH a, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY tasks DESC, a.id LIMIT $limit
MATCH (a)-[:LOCATED_IN]->(g:Region)
RETURN a.id AS agency, a.name AS name, a.kind AS kind, g.id AS region, g.name AS region_name, tasks AS tasks
ORDER BY tasks DESC, agency
