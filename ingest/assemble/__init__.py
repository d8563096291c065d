"""From a parsed document to the records of the graph."""
