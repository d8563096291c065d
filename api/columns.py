"""Columns of rows, as what they hold; `graph.columns` has them for the other packages too."""

from __future__ import annotations

from graph.columns import number, optional, strings, text

__all__ = ["number", "optional", "strings", "text"]
