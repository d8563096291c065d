// How many duties each clause form gave, by role and basis, as printed: a task printed twice counts twice.
// with load/filters
// column form: string   name of the clause form that read it
// column role: string   lead, assist, joint, supervise or assess
// column basis: string   why: named, sole, first, duty, rule, or null
// column duties: integer   number of duties
// column documents: integer   number of documents that have one
RETURN r.form AS form, r.role AS role, r.basis AS basis, count(*) AS duties,
  count(DISTINCT t.document) AS documents
ORDER BY form, role, basis
