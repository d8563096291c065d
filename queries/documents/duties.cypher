// The bodies of all tasks of one document, task by task, in the order of each clause.
// param document: string   id of the document
// column task: string   id of the task
// column sort_key: string   of the task: order of the tasks
// column agency: string   id of the agency
// column name: string   name of the agency
// column kind: string   kind of the agency; collective where several bodies are meant
// column region: string   id of the agency's region
// column region_name: string   name of the agency's region
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column verb: string   printed word that gave the role
// column form: string   clause form that read it
// column surface: string   words as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
// column position: integer   place among the bodies of the clause, from 1
// column listed: integer   how many bodies the clause holds
MATCH (d:Document {id: $document})-[:HAS_TASK]->(t:Task)
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
MATCH (a)-[:LOCATED_IN]->(g:Region)
RETURN t.id AS task, t.sort_key AS sort_key, a.id AS agency, a.name AS name, a.kind AS kind, g.id AS region, g.name AS region_name,
  r.role AS role, r.basis AS basis, r.verb AS verb, r.form AS form, r.surface AS surface,
  r.span_start AS span_start, r.span_end AS span_end, r.position AS position, r.listed AS listed
ORDER BY sort_key, position, span_start, agency, role
