"""Neo4j: a server, a cluster or Aura, over the official driver.

`server` speaks to it and hands out transactions, `layout` makes constraints and indexes of the
schema, `bulk` sends rows by thousands, `store` is the GraphStore. `import_files` writes what neo4j-admin
imports, `completion` completes a graph that came that way.
"""
