// Every document, those that are only cited among them, by title and number, for the resolution of names.
// column document: string   id of the document
// column title: string   title as printed
// column doc_number: string   发文字号
// column region: string   id of its region
// column region_name: string   name of its region, null where it is only cited
// column year: integer   year the plan is for
// column stub: boolean   whether it is only cited, and not loaded
MATCH (d:Document)
OPTIONAL MATCH (d)-[:COVERS]->(g:Region) WHERE g.id = d.region
RETURN d.id AS document, d.title AS title, d.doc_number AS doc_number, d.region AS region, g.name AS region_name,
  d.year AS year, d.stub AS stub
ORDER BY document
