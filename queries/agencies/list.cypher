// Agencies by region and name, narrowed by any of the filters.
// with agencies/filters
// with agencies/page
// column agency: string   id of the agency
// column sort_key: string   order of the rows and cursor of the page
// column name: string   name
// column kind: string   government, party, court …; collective where several bodies are meant
// column level: string   国, 省, 市, 县 or 乡
// column aliases: string[]   all spellings
// column region: string   id of its region
// column region_name: string   name of its region
// column system: string   id of the line of work (条线)
// column system_name: string   name of the line of work
OPTIONAL MATCH (a)-[:IN_SYSTEM]->(s:System)
WITH a, s
MATCH (g:Region)
WHERE g.id = a.region
RETURN a.id AS agency, a.sort_key AS sort_key, a.name AS name, a.kind AS kind, a.level AS level,
  a.aliases AS aliases, g.id AS region, g.name AS region_name, s.id AS system, s.name AS system_name
ORDER BY
  name,   //? name_up
  name DESC,   //? name_down
  sort_key DESC,   //? down
  sort_key
