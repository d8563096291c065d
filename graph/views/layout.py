"""Layout of a drawing: seeded, so that the same graph looks the same each time.

Each connected part is laid out by itself (Fruchterman and Reingold, Software: Practice and Experience
21 (1991) 1129, as rustworkx has it: in a tenth of networkx' time), spread evenly, and freed of names
that cover each other; then the parts are set beside each other so that a screen holds them well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Final

from graph.views.merged_edges import Joined

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Points = NDArray[float64]

Box = tuple[float, float]
"""Half the width and half the height of a node with its name, in the drawing's unit."""

SEED: Final = 2016
_WIDE: Final = 1.6
"""How much wider than high a drawing is, as screens are."""
_FILLED: Final = 0.42
"""How much of the drawing nodes and names cover."""
_ROUNDS: Final = 90
_MARGIN: Final = 70.0


def positions(boxes: Mapping[str, Box], edges: Mapping[tuple[str, str], float]) -> dict[str, tuple[int, int]]:
    """The position of each node, the middle of the drawing at (0, 0). `edges` have weights, none negative."""
    import numpy as np

    parts = _parts(sorted(boxes), sorted(edges))
    if not parts:
        return {}
    placed = []
    for part in parts:
        rooms = np.array([boxes[id] for id in part])
        placed.append(_apart(_spread(_springs(part, edges), rooms), rooms))
    ids = [id for part in parts for id in part]
    points = np.concatenate(_side_by_side(placed))
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    return {id: (round(float(x)), round(float(y))) for id, (x, y) in zip(ids, points, strict=True)}


def _parts(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, the largest first, each in order of its ids."""
    joined = Joined()
    for left, right in edges:
        joined.join(left, right)
    components: dict[str, list[str]] = {}
    for node in nodes:
        components.setdefault(joined.root(node), []).append(node)
    return sorted(components.values(), key=lambda part: (-len(part), part[0]))


def _springs(part: Sequence[str], edges: Mapping[tuple[str, str], float]) -> Points:
    import numpy as np
    import rustworkx as rx

    if len(part) == 1:
        return np.zeros((1, 2))
    index = {id: at for at, id in enumerate(part)}
    graph: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(part))
    heaviest = max(edges.values())
    graph.add_edges_from(
        [
            (index[left], index[right], 0.2 + weight / heaviest)
            for (left, right), weight in sorted(edges.items())
            if left in index
        ]
    )
    rounds = 300 if len(part) <= 600 else 60
    laid = rx.spring_layout(graph, weight_fn=float, num_iter=rounds, seed=SEED)
    return np.array([list(laid[at]) for at in range(len(part))], dtype=np.float64)


def _spread(points: Points, rooms: Points) -> Points:
    """The same around (0, 0), as large as the names need, and as dense in the middle as at the edge.

    Springs press well-joined nodes into the middle and throw the others far out: each keeps its
    direction and its order of distance, but the distances are taken anew, so that areas hold alike many.
    """
    import numpy as np

    points = points - points.mean(axis=0)
    far = np.sqrt((points**2).sum(axis=1))
    order = np.lexsort((points[:, 1], points[:, 0], far))
    even = np.empty(len(points))
    even[order] = np.sqrt((np.arange(len(points)) + 0.5) / len(points))
    own = far / (float(far.max()) or 1.0)
    radius = sqrt(float((4 * rooms[:, 0] * rooms[:, 1]).sum()) / _FILLED / np.pi)
    points *= ((0.8 * even + 0.2 * own) / np.maximum(far, 1e-9) * radius)[:, None]
    return points * (sqrt(_WIDE), 1 / sqrt(_WIDE))


def _apart(points: Points, rooms: Points) -> Points:
    """The same with nodes and names that cover each other moved apart, a little each round."""
    import numpy as np

    points = points.copy()
    widest = 2 * float(rooms[:, 0].max())
    for _ in range(_ROUNDS):
        order = np.lexsort((points[:, 1], points[:, 0]))
        ranked, room = points[order], rooms[order]
        push = np.zeros_like(ranked)
        moved = False
        for step in range(1, len(ranked)):  # each with those that follow it from left to right
            between = ranked[step:] - ranked[:-step]
            if between[:, 0].min() >= widest:
                break
            over = room[step:] + room[:-step] - np.abs(between)
            covered = (over > 0).all(axis=1)
            if not covered.any():
                continue
            moved = True
            across = covered & (over[:, 0] < over[:, 1] * 1.6)  # the shorter way, sooner up and down
            shift = np.zeros_like(between)
            shift[across, 0] = over[across, 0]
            down = covered & ~across
            shift[down, 1] = np.where(between[down, 1] < 0, -1.0, 1.0) * over[down, 1]
            push[step:] += shift * 0.3
            push[:-step] -= shift * 0.3
        if not moved:
            break
        points[order] = ranked + np.clip(push, -widest, widest)
    return points


def _side_by_side(parts: Sequence[Points]) -> list[Points]:
    """The parts beside each other, no two over one another, in the width that makes them look largest."""
    import numpy as np

    sizes = [
        tuple(float(side) + _MARGIN for side in points.max(axis=0) - points.min(axis=0)) for points in parts
    ]
    widest = max(wide for wide, _ in sizes)
    area = sum(wide * high for wide, high in sizes)
    widths = sorted({max(widest, sqrt(area * _WIDE) * part) for part in (0.8, 0.9, 1, 1.1, 1.25, 1.5, 2)})
    corners = min((_packed(sizes, width) for width in widths), key=lambda packed: _extent(packed, sizes))
    return [
        points - points.min(axis=0) + np.array(corner) for points, corner in zip(parts, corners, strict=True)
    ]


def _packed(sizes: Sequence[tuple[float, ...]], width: float) -> list[tuple[float, float]]:
    """The upper left corner of each box in a strip of that width: as high up, then as far left as it fits."""
    line = [(0.0, width, 0.0)]  # what is free below: from, to, and down to where it is taken
    corners = []
    for wide, high in sizes:
        y, x = min(
            (max(bottom for left, right, bottom in line if left < start + wide and right > start), start)
            for start in (left for left, _, _ in line)
            if start + wide <= width + 1e-6
        )
        corners.append((x, y))
        end = x + wide
        rest = [
            piece
            for left, right, bottom in line
            for piece in ((left, min(right, x), bottom), (max(left, end), right, bottom))
            if piece[1] - piece[0] > 1e-6
        ]
        line = sorted([*rest, (x, end, y + high)])
    return corners


def _extent(corners: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, ...]]) -> float:
    wide = max(x + size[0] for (x, _), size in zip(corners, sizes, strict=True))
    high = max(y + size[1] for (_, y), size in zip(corners, sizes, strict=True))
    return max(wide / _WIDE, high)
