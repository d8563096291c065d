"""The graph: records, stores, the catalogue of queries.

>>> from graph import open_store
"""

from graph.open import open_store

__all__ = ["open_store"]
