// The documents that one document names, and whether they are loaded too.
// OPTIONAL: for a plain MATCH the embedded engine (0.22.0) reads every document.
// param document: string   id of the document
// column cited: string   id of the cited document
// column title: string   its title as cited
// column doc_number: string   its number as cited
// column relation: string   依据, 转发 or 废止
// column surface: string   words as printed
// column span_start: integer   where the words begin in the document's text, in code points
// column span_end: integer   where they end, exclusive
// column loaded: boolean   whether the cited document is in the graph
MATCH (d:Document {id: $document})
OPTIONAL MATCH (d)-[r:CITES]->(e:Document)
WITH r, e
WHERE e.id IS NOT NULL
RETURN e.id AS cited, r.title AS title, r.doc_number AS doc_number, r.relation AS relation,
  r.surface AS surface, r.span_start AS span_start, r.span_end AS span_end, NOT e.stub AS loaded
ORDER BY span_start, cited, relation, span_end
