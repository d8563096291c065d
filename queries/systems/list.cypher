// The lines of work (条线), with how many agencies each has.
// column system: string   id of the line of work (条线)
// column name: string   name of the line of work
// column agencies: integer   number of agencies
MATCH (s:System)
OPTIONAL MATCH (a:Agency)-[:IN_SYSTEM]->(s)
RETURN s.id AS system, s.name AS name, count(a) AS agencies
ORDER BY system
