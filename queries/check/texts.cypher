// The texts of loaded documents, in pages.
// param after: string = ""   id after which the page begins
// param limit: integer = 100   documents at most
// column id: string   id of the document
// column text: string   its normalised text
MATCH (d:Document)
WHERE d.id > $after AND d.stub = false
WITH d ORDER BY d.id LIMIT $limit
RETURN d.id AS id, d.text AS text
ORDER BY id
