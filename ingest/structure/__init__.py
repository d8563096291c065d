"""The heading tree of a document: markers, headings and numbered items, outline."""
