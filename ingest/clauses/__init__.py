"""Responsibility clauses: where they stand, what each says, the agencies it lists, roles, deadlines."""
