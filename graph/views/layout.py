"""Where the nodes of a drawing stand: seeded, so that the same graph looks the same each time.

Each connected part is laid out by itself (Fruchterman and Reingold, Software: Practice and Experience
21 (1991) 1129, as rustworkx has it: a tenth of networkx' time); then the parts are set side by side,
the largest first, and nodes that would cover each other are moved apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from graph.views.joined import Joined

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Points = NDArray[float64]

SEED: Final = 2016
SPACE: Final = 130.0
"""Room that a node has on average, in the drawing's unit, in which a small node is about 20 wide."""

_WIDE: Final = 1.5
"""How much wider than high a drawing is, as screens are."""
_APART: Final = (96.0, 46.0)
"""How near two nodes may come, across and down: names stand below them and are wider than high."""
_ROUNDS: Final = 60


def positions(
    nodes: Sequence[str], edges: Mapping[tuple[str, str], float]
) -> dict[str, tuple[int, int]]:
    """The place of each node, the middle of the drawing at (0, 0). `edges` have weights, none negative."""
    import numpy as np

    placed: list[tuple[list[str], Points]] = []
    for part in _parts(sorted(nodes), sorted(edges)):
        placed.append((part, _apart(_part(part, edges))))
    ids = [id for part, _ in placed for id in part]
    if not ids:
        return {}
    points = np.concatenate(_side_by_side([points for _, points in placed]))
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    return {id: (round(float(x)), round(float(y))) for id, (x, y) in zip(ids, points, strict=True)}


def _parts(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, the largest first, each in order of its ids."""
    joined = Joined()
    for left, right in edges:
        joined.join(left, right)
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(joined.root(node), []).append(node)
    return sorted(found.values(), key=lambda part: (-len(part), part[0]))


def _part(part: Sequence[str], edges: Mapping[tuple[str, str], float]) -> Points:
    import numpy as np
    import rustworkx as rx

    if len(part) == 1:
        return np.zeros((1, 2))
    place = {id: at for at, id in enumerate(part)}
    graph: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(part))
    heaviest = max(edges.values())
    graph.add_edges_from(
        [
            (place[left], place[right], 0.2 + weight / heaviest)
            for (left, right), weight in sorted(edges.items())
            if left in place
        ]
    )
    rounds = 300 if len(part) <= 600 else 100
    laid = rx.spring_layout(graph, weight_fn=float, num_iter=rounds, seed=SEED)
    points = np.array([list(laid[at]) for at in range(len(part))], dtype=np.float64)
    points -= points.mean(axis=0)
    # A few nodes far out would press the rest together: distances beyond the usual are drawn in.
    far = np.sqrt((points**2).sum(axis=1))
    usual = float(np.quantile(far, 0.8)) or 1.0
    points *= (np.minimum(far, usual + (far - usual) * 0.35) / np.maximum(far, 1e-9))[:, None]
    points *= SPACE * sqrt(len(part)) / 2 / usual
    return points * (sqrt(_WIDE), 1 / sqrt(_WIDE))


def _apart(points: Points) -> Points:
    """The same with nodes that would cover each other moved apart, a little each round."""
    import numpy as np

    rounds = _ROUNDS if len(points) <= 600 else _ROUNDS // 4
    room = np.array(_APART)
    points = points.copy()
    for _ in range(rounds):
        between = (points[:, None, :] - points[None, :, :]) / room
        near = np.sqrt((between**2).sum(axis=2))
        np.fill_diagonal(near, np.inf)
        rows, columns = np.nonzero(near < 1)
        if not len(rows):
            break
        distance = near[rows, columns]
        way = between[rows, columns]
        same = distance < 1e-6  # where two stand on one spot, their order says who goes where
        way[same] = np.stack([np.where(rows < columns, 1.0, -1.0), np.zeros(len(rows))], axis=1)[same]
        distance = np.where(same, 1.0, distance)
        push = way / distance[:, None] * ((1 - np.where(same, 0.0, distance)) / 2)[:, None] * room
        np.add.at(points, rows, push * 0.6)
    return points


def _side_by_side(parts: Sequence[Points]) -> list[Points]:
    """The parts in rows from left to right, no two over each other."""
    import numpy as np

    margin = SPACE * 0.9
    boxes = [points.max(axis=0) - points.min(axis=0) + margin for points in parts]
    area = sum(float(box[0] * box[1]) for box in boxes)
    width = max(float(boxes[0][0]), ceil(sqrt(area * _WIDE)))
    placed: list[Points] = []
    x = y = height = 0.0
    for points, box in zip(parts, boxes, strict=True):
        if x and x + float(box[0]) > width:
            x, y, height = 0.0, y + height, 0.0
        placed.append(points - points.min(axis=0) + np.array([x, y]))
        x, height = x + float(box[0]), max(height, float(box[1]))
    return placed
