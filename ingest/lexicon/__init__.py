"""What printed signs mean: numbering marks, clause forms with their examples, endings of agencies' names."""
