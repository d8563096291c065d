"""Neo4j: a server, a cluster or Aura, over the official driver.

`server` speaks to it and hands out transactions, `layout` makes constraints and indexes of the
schema, `inspection` tells where what is there differs, `bulk` sends rows by thousands, `cypher` runs
statements of the user's own, `store` is the GraphStore. `import_files` writes what neo4j-admin
imports, `completion` completes a graph that came that way.
"""
