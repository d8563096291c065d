"""Copying and dumping a whole graph, part by part, over any engine.

`interface` is what copying asks of a store, `parts` says how the nodes of a label and the relations
of a type are read in pages, `dump` writes everything in one fixed order, `copy` brings a graph from
one store to another. The receiving end is `graph.writing.copy_receiver`.
"""
