"""The co-work network as nodes and edges."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field

from api.models.measures import ListLength, Network, NetworkEdge, NetworkLeftOut, NetworkNode
from api.models.parameters import TasksMeasured
from api.web.openapi import READS
from api.web.snapshots import CachedRoute, CurrentSnapshot
from graph.analysis import CAVEAT_WORDS, cowork_edges, cowork_nodes, left_out, records, sensitivity
from graph.analysis.cowork import Projection
from graph.name_resolution import resolved

router = APIRouter(prefix="/api/v1/network", tags=["measures"], route_class=CachedRoute)

MOST_NODES: Final = 2_000


class NetworkParameters(TasksMeasured):
    """What the network takes."""

    projection: Annotated[
        Projection,
        Field(
            description="Weight of an edge: tasks in common (`count`), each by 1/(n−1) of its n bodies "
            "(`newman`), or those that one leads and the other does not (`lead_star`)."
        ),
    ] = "newman"
    max_bodies: Annotated[
        int | None,
        Field(ge=2, le=1000, description="Leave out tasks with more bodies; `left_out` says what goes."),
    ] = None
    limit: Annotated[
        int, Field(ge=1, le=MOST_NODES, description="The most nodes: those with most tasks.")
    ] = 500


@router.get("", operation_id="get_network", summary="Who is named for the same tasks", responses=READS)
def get_network(parameters: Annotated[NetworkParameters, Query()], snapshot: CurrentSnapshot) -> Network:
    """Agencies and the tasks that documents name them for together, with what was left out.

    `sensitivity` says how far a few long lists make the network.
    """
    scope = resolved(parameters.selection(), snapshot.read)
    store = snapshot.store
    nodes = records(cowork_nodes(store, scope))
    edges = records(
        cowork_edges(store, scope, projection=parameters.projection, max_bodies=parameters.max_bodies)
    )
    shown = {row["agency"] for row in nodes[: parameters.limit]}
    shown_edges = [row for row in edges if row["left"] in shown and row["right"] in shown]
    counts = asdict(left_out(store, scope, max_bodies=parameters.max_bodies))
    return Network(
        projection=parameters.projection,
        max_bodies=parameters.max_bodies,
        directed=parameters.projection == "lead_star",
        nodes=[_node(row) for row in nodes[: parameters.limit]],
        edges=[
            NetworkEdge.model_validate({"source": row["left"], "target": row["right"], **_same(row)})
            for row in shown_edges
        ],
        left_out=NetworkLeftOut.model_validate(
            {**counts, "nodes": len(nodes) - len(shown), "edges": len(edges) - len(shown_edges)}
        ),
        sensitivity=[ListLength.model_validate(row) for row in records(sensitivity(store, scope))],
        caveat=CAVEAT_WORDS,
        as_of=snapshot.revision,
    )


def _same(row: dict[str, object]) -> dict[str, object]:
    return {name: row[name] for name in ("tasks", "weight")}


def _node(row: dict[str, object]) -> NetworkNode:
    return NetworkNode.model_validate(
        {
            "agency_id": row["agency"],
            "agency": row["name"],
            "region_id": row["region"],
            "region": row["region_name"],
            "system_id": row["system"],
            "system": row["system_name"],
            **{name: row[name] for name in ("kind", "tasks", "leads")},
        }
    )
