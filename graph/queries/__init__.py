"""The query catalogue: statements in `queries/`, their declared parameters, and the gate for Cypher."""
