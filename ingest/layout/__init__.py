"""From what a reader gives to a paragraph a line: furniture out, cut lines joined, ledger rows as lines."""
