// How many tasks have several leads, and how many have no body but collectives.
// column several_leads: integer   tasks that more than one body leads
// column only_collectives: integer   tasks whose bodies are all collectives, such as 各有关部门
// single row
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
WITH t.id AS task, sum(CASE WHEN r.role = 'lead' THEN 1 ELSE 0 END) AS leads,
  sum(CASE WHEN a.kind = 'collective' THEN 0 ELSE 1 END) AS named
RETURN sum(CASE WHEN leads > 1 THEN 1 ELSE 0 END) AS several_leads,
  sum(CASE WHEN named = 0 THEN 1 ELSE 0 END) AS only_collectives
