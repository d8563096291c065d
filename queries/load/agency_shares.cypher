// In how many tasks each body stands how, among how many others: what any split of a task's mass is made of.
// with load/doers
// param agency: string?   id of the one body
// param systems: string[]?   id of the body's line of work is one of these
// switch chosen: agency systems   which bodies are told of
// column unit: string   id of the agency
// column grade: integer   0 named lead, 1 alone, 2 lead by the document's rule, 3 first of a list without a lead, 4 any other
// column named: integer   how many bodies of the task are of grade 0
// column sole: integer   of grade 1
// column ruled: integer   of grade 2
// column opening: integer   of grade 3
// column bodies: integer   how many bodies the task has
// column tasks: integer   number of distinct tasks
WITH coalesce(t.repeats, t.id) AS task, a.id AS agency,
  min(CASE WHEN r.basis = 'named' AND r.role = 'lead' THEN 0 WHEN r.basis = 'sole' THEN 1
    WHEN r.role = 'lead' THEN 2
    WHEN r.role = 'joint' AND r.position = 1 THEN 3 ELSE 4 END) AS grade
WITH task, collect({agency: agency, grade: grade}) AS held,
  sum(CASE grade WHEN 0 THEN 1 ELSE 0 END) AS named, sum(CASE grade WHEN 1 THEN 1 ELSE 0 END) AS sole,
  sum(CASE grade WHEN 2 THEN 1 ELSE 0 END) AS ruled, sum(CASE grade WHEN 3 THEN 1 ELSE 0 END) AS opening,
  count(*) AS bodies
UNWIND held AS one
WITH one.agency AS agency, one.grade AS grade, named, sole, ruled, opening, bodies, count(*) AS tasks
MATCH (b:Agency {id: agency})   //? chosen
WHERE b.id > ''   //? chosen
  AND b.id = $agency   //? agency
  AND EXISTS { MATCH (b)-[:IN_SYSTEM]->(s:System) WHERE s.id IN $systems }   //? systems
RETURN agency AS unit, grade AS grade, named AS named, sole AS sole, ruled AS ruled, opening AS opening,
  bodies AS bodies, tasks AS tasks
ORDER BY unit, grade, named, sole, ruled, opening, bodies
