"""The tree of headings and numbered items, and the outline of what is in no task."""
