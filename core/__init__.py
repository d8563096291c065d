"""The ground floor: what `graph` and `ingest` both need, and that imports neither."""
