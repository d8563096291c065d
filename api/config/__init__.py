"""Settings, keys, and the store that they name."""
