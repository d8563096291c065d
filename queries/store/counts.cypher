// How much the graph holds.
// column documents: integer   number of documents
// column tasks: integer   number of tasks
// column agencies: integer   number of agencies
// column campaigns: integer   number of campaigns
// column duties: integer   number of duties (body and task)
// single row
MATCH (s:Store {id: 'store'})
OPTIONAL MATCH (d:Document) WHERE d.stub = false
WITH count(d) AS documents
OPTIONAL MATCH (t:Task)
WITH documents, count(t) AS tasks
OPTIONAL MATCH (a:Agency)
WITH documents, tasks, count(a) AS agencies
OPTIONAL MATCH (c:Campaign)
WITH documents, tasks, agencies, count(c) AS campaigns
OPTIONAL MATCH (:Agency)-[r:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(:Task)
RETURN documents AS documents, tasks AS tasks, agencies AS agencies, campaigns AS campaigns,
  count(r) AS duties
