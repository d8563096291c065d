// Every agency with its spellings, for the resolution of names.
// column agency: string   id of the agency
// column name: string   name
// column aliases: string[]   all spellings
// column kind: string   government, party, court …; collective where several bodies are meant
// column region: string   id of its region
// column region_name: string   name of its region
MATCH (a:Agency)-[:LOCATED_IN]->(g:Region)
RETURN a.id AS agency, a.name AS name, a.aliases AS aliases, a.kind AS kind,
  g.id AS region, g.name AS region_name
ORDER BY agency
