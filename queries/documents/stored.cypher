// Every loaded document with its source and the hash of its text; texts come one at a time from documents/text.
// column document: string   id of the document
// column sort_key: string   order of the rows
// column title: string   title of the document
// column source: string   file it was read from
// column sha256: string   of the text
MATCH (d:Document)
WHERE d.stub = false
RETURN d.id AS document, d.sort_key AS sort_key, d.title AS title, d.source AS source, d.sha256 AS sha256
ORDER BY sort_key
