"""The embedded engine: Ladybug, one file.

`file` opens the graph file and hands out transactions, `tables` makes it from the schema,
`writer` puts one document in by single statements, `bulk` many by COPY, `store` is the GraphStore.
"""
