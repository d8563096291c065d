// Number of distinct tasks of one agency by role and basis, under the filters of agencies/tasks.
// A task that a document prints twice counts once.
// param agency: string   id of the agency
// param roles: string[]?   role of its duty is one of these
// param basis: string?   basis of its duty
// param year: integer?   year of the plan
// param region: string?   id of the document's region
// param campaign: string?   id of a campaign that the task is in
// param document: string?   id of the document
// param word: string?   the task's folded words contain this
// param words: string[]?   the task's folded words contain each of these
// param due_from: date?   last day is not before this
// param due_to: date?   last day is not after this
// param due_kinds: string[]?   kind of its deadline is one of these
// param ongoing: boolean?   whether it goes on without an end
// param listed: integer?   how many bodies its clause holds
// param edition: string?   届次 or year printed with that campaign's name, or with any
// switch enrolled: campaign edition   the campaign
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column tasks: integer   number of distinct tasks
MATCH (a:Agency {id: $agency})-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
MATCH (t)-[m:IN_CAMPAIGN]->(c:Campaign)   //? enrolled
WHERE t.n > 0
  AND r.role IN $roles   //? roles
  AND r.basis = $basis   //? basis
  AND t.year = $year   //? year
  AND t.region = $region   //? region
  AND t.document = $document   //? document
  AND t.search CONTAINS $word   //? word
  AND ALL(w IN $words WHERE t.search CONTAINS w)   //? words
  AND t.due_on >= $due_from   //? due_from
  AND t.due_on <= $due_to   //? due_to
  AND t.due_kind IN $due_kinds   //? due_kinds
  AND t.due_ongoing = $ongoing   //? ongoing
  AND r.listed = $listed   //? listed
  AND c.id = $campaign   //? campaign
  AND m.edition = $edition   //? edition
RETURN r.role AS role, r.basis AS basis, count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY role, basis
