// The state of the graph: every answer of one revision is equal.
// column revision: integer   how many writes changed the graph
// column schema_version: integer   of the schema it was written by
// single row
MATCH (s:Store {id: 'store'})
RETURN s.revision AS revision, s.schema_version AS schema_version
