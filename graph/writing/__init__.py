"""Engine-neutral writing: adding, replacing and removing documents.

`statements` makes Cypher of the schema, `shared_nodes` keeps what several documents bring,
`documents` puts one document in place of others, `batches` loads many new ones at once, `lineage`
the lineage of the lines of work, `scan` reads everything back; `store` is the GraphStore that does
all that in an engine's transactions.
"""
