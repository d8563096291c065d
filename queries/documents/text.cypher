// The text of one document, with what divides it and what was seen in it.
// param document: string   id of the document
// column document: string   id of the document
// column title: string   title of the document
// column source: string   file it was read from
// column text: string   the normalised text, in which all offsets count
// column outline: string   JSON list of headings, preambles and closings with their spans
// column diagnostics: string   JSON list of what a person should look at
// column places: string   JSON list of page, paragraph or cell of stretches of the text
// column removed: string   JSON list of page furniture taken out
// column corrections: string   JSON object of the facts that a person corrected
// single row
MATCH (d:Document {id: $document})
WHERE d.stub = false
RETURN d.id AS document, d.title AS title, d.source AS source, d.text AS text, d.outline AS outline,
  d.diagnostics AS diagnostics, d.places AS places, d.removed AS removed, d.corrections AS corrections
