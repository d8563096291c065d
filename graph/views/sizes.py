"""Sizes of nodes and their names in a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Final
from unicodedata import east_asian_width

from graph.views.layout import Box
from graph.views.view import Node

_SMALLEST, _LARGEST = 7.0, 34.0
_FIXED: Final = {"task": 7.0, "campaign": 14.0}
_AIR: Final = 5.0


def sized(nodes: Sequence[Node]) -> list[Node]:
    """The same with their sizes: the area of an agency shows its load."""
    most = max((node.tasks for node in nodes if node.kind == "agency"), default=0) or 1
    return [replace(node, size=_size(node, most), font=_font(node, most)) for node in nodes]


def room(node: Node) -> Box:
    """Area that it covers; a task's name is read close by only, and may be covered from afar."""
    wide = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in node.label) / 2 * node.font
    if node.kind == "task":
        wide = min(wide, 4 * node.size)
    return max(node.size, wide / 2) + _AIR, node.size + node.font / 2 + _AIR


def _size(node: Node, most: int) -> float:
    if node.kind in _FIXED:
        return _FIXED[node.kind]
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(node.tasks / most), 1)


def _font(node: Node, most: int) -> int:
    return 10 if node.kind == "task" else round(12 + _size(node, most) * 0.5)
