"""The graph: records, stores, the catalogue of queries.

>>> from graph import open_store
"""

from graph.access import Access
from graph.open import open_store

__all__ = ["Access", "open_store"]
