// The loaded documents that name one document, which may itself be loaded or only be cited.
// param document: string   id of the document
// column document: string   id of the document that names it
// column title: string   its title
// column doc_number: string   its 发文字号
// column region_name: string   name of its region
// column year: integer   year the plan is for
// column relation: string   依据, 转发 or 废止
// column surface: string   words as printed
// column span_start: integer   where the words begin in the naming document's text, in code points
// column span_end: integer   where they end, exclusive
MATCH (e:Document {id: $document})<-[r:CITES]-(d:Document)
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = d.region
RETURN d.id AS document, d.title AS title, d.doc_number AS doc_number, g.name AS region_name, d.year AS year,
  r.relation AS relation, r.surface AS surface, r.span_start AS span_start, r.span_end AS span_end
ORDER BY document, span_start, span_end, relation
