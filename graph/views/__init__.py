"""Network views (协同关系图): agencies, tasks and campaigns, with notes on everything left out."""

from graph.views.drawing import draw
from graph.views.view import (
    EDGES_A_NODE,
    MODES,
    MOST_NODES,
    NODES,
    Choice,
    Edge,
    LongLists,
    Mode,
    Node,
    View,
)

__all__ = [
    "EDGES_A_NODE",
    "MODES",
    "MOST_NODES",
    "NODES",
    "Choice",
    "Edge",
    "LongLists",
    "Mode",
    "Node",
    "View",
    "draw",
]
