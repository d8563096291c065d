"""From a file to the records of the graph.

The rooms in the order of the flow; each imports only those before it, and `ingest.document` (the
parse contract). `registers` and `lexicon` are data, below all that reads text:

    registers    who and where: agencies, regions, campaigns, lineage (csv, a source per row)
    lexicon      what printed signs mean: numbering marks, clause forms, endings of names
    read         a file of any format → paragraphs and tables, with their locations
    layout       → one paragraph a line, page furniture out; ledger rows as lines
    structure    → the tree of headings and numbered items
    clauses      → who does what by when: each responsibility clause and its deadline
    facts        → what the document says of itself, and a person's corrections
    assemble     → the records of the graph: who each name is, and the ids

`parse` and `tasks` join them for one document, `batch` and `load` for many.
"""
