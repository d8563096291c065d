// The bodies of a page of tasks/list, task by task, in the order of each clause.
// All bodies of these tasks, whichever of them the filters look for.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param agency: string?   id of an agency that has a duty in it
// param roles: string[]?   role of that duty is one of these
// param basis: string?   basis of that duty
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param campaign: string?   id of a campaign that it is in
// param document: string?   id of its document
// param word: string?   its folded words contain this
// param words: string[]?   its folded words contain each of these
// switch duty: agency roles basis   the agency that has the duty
// switch several: agency roles basis campaign   a task may be met more than once
// column task: string   id of the task
// column sort_key: string   of the task: order of the tasks
// column agency: string   id of the agency
// column name: string   name of the agency
// column kind: string   kind of the agency; collective where several bodies are meant
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column verb: string   printed word that gave the role
// column surface: string   words as printed
// column span_start: integer   where the surface begins in the document's text, in code points
// column span_end: integer   where it ends, exclusive
// column position: integer   place among the bodies of the clause, from 1
MATCH (t:Task)
MATCH (:Document {id: $document})-[:HAS_TASK]->(t)   //? document
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)   //? duty
MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign})   //? campaign
WHERE t.sort_key > $after
  AND a.id = $agency   //? agency
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
WITH DISTINCT t   //? several
WITH t ORDER BY t.sort_key LIMIT $limit
MATCH (b:Agency)-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
RETURN t.id AS task, t.sort_key AS sort_key, b.id AS agency, b.name AS name, b.kind AS kind,
  x.role AS role, x.basis AS basis, x.verb AS verb, x.surface AS surface,
  x.span_start AS span_start, x.span_end AS span_end, x.position AS position
ORDER BY sort_key, position, span_start, agency, role
