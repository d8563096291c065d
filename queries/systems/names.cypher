// Every line of work (条线), for the resolution of names.
// column system: string   id of the line of work
// column name: string   its name
MATCH (s:System)
RETURN s.id AS system, s.name AS name
ORDER BY system
