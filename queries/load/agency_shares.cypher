// In how many tasks each body stands how, among how many others: what any split of a task's mass is made of.
// with load/doers
// param leading: integer[]   who leads: 0 named leads, 1 who is alone, 2 leads by the document's rule, 3 the first of a list without a lead
// param agency: string?   id of the one body
// param systems: string[]?   id of the body's line of work is one of these
// switch chosen: agency systems   which bodies are told of
// column unit: string   id of the agency
// column part: integer   1 where it leads, 0 where it does not
// column leads: integer   how many bodies of the task lead it
// column bodies: integer   how many bodies the task has
// column tasks: integer   number of distinct tasks
WITH coalesce(t.repeats, t.id) AS task, a.id AS agency,
  min(CASE WHEN r.role = 'lead' AND r.basis = 'named' THEN 0 WHEN r.role = 'lead' AND r.basis = 'sole' THEN 1
    WHEN r.role = 'lead' THEN 2 WHEN r.role = 'joint' AND r.position = 1 THEN 3 ELSE 4 END) AS grade
WITH task, agency, CASE WHEN grade IN $leading THEN 1 ELSE 0 END AS part
WITH task, collect({agency: agency, part: part}) AS held, sum(part) AS leads, count(*) AS bodies
UNWIND held AS one
WITH one.agency AS agency, one.part AS part, leads, bodies, count(*) AS tasks
MATCH (b:Agency {id: agency})   //? chosen
WHERE b.id > ''   //? chosen
  AND b.id = $agency   //? agency
  AND EXISTS { MATCH (b)-[:IN_SYSTEM]->(s:System) WHERE s.id IN $systems }   //? systems
RETURN agency AS unit, part AS part, leads AS leads, bodies AS bodies, tasks AS tasks
ORDER BY unit, part, leads, bodies
