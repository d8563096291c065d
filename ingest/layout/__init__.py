"""From the text of a file to lines in reading order: page furniture removed, ledgers rendered as rows."""
