"""From a parsed document to the records of the graph: agencies, regions and campaigns by their ids."""
