"""The embedded engine: Ladybug, one file.

`file` opens the graph file and hands out transactions, `tables` lays it out from the schema, `layout`
tells where what is there differs, `bulk` loads rows by COPY, `store` is the GraphStore.
"""
