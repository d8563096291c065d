// How many tasks the filters of tasks/list leave; 1001 where there are more than a thousand.
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
// column total: integer   number of matches, 1001 where there are more
// single row
MATCH (t:Task)
MATCH (:Document {id: $document})-[:HAS_TASK]->(t)   //? document
MATCH (a:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)   //? duty
MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign})   //? campaign
WHERE t.n > 0
  AND a.id = $agency   //? agency
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
WITH DISTINCT t   //? several
WITH t LIMIT 1001
RETURN count(*) AS total
