// The loaded documents of a text, with what a person corrected of their facts.
// param sha256: string   of the normalised text
// column document: string   id of the document
// column title: string   title of the document
// column corrections: string   JSON object of the facts that a person corrected
MATCH (d:Document)
WHERE d.sha256 = $sha256 AND d.stub = false
RETURN d.id AS document, d.title AS title, d.corrections AS corrections
ORDER BY document
