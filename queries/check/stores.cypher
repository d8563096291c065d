// Nodes that tell the state of the graph: one, with the id `store`. The id `unfinished` marks a copy
// that did not end.
// column id: string   id
// column revision: integer   how many writes changed the graph
// column schema_version: integer   of the schema it was written by
MATCH (s:Store)
RETURN s.id AS id, s.revision AS revision, s.schema_version AS schema_version
ORDER BY id, revision, schema_version
