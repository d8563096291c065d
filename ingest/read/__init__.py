"""A reader for each format of the registry (formats), detection, archives, the search in folders."""
