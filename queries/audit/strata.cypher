// Every distinct task by the forms and roles of its duties: what a sample for hand-coding is drawn from.
// column form: string   name of a clause form that read one of its duties
// column role: string   a role that the form gave there
// column task: string   id of the task
MATCH (:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
WHERE t.repeats IS NULL
RETURN DISTINCT r.form AS form, r.role AS role, t.id AS task
ORDER BY form, role, task
