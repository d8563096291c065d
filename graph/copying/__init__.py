"""A whole graph read and moved, kind by kind, whichever engines hold it.

`parts` says how the nodes of a label and the relations of a type are read in pages, `dump` writes
everything in one fixed order, `receiver` takes a copy in, `copying` brings a graph from one store
to another.
"""
