"""Resolution of printed names to agencies."""

from __future__ import annotations

from fastapi import APIRouter

from api.models.resolution import NamesToResolve, Resolution, Resolved
from api.questions.directory import read_directory
from api.questions.resolution import resolve
from api.web.openapi import TAKES_CONTENT
from api.web.snapshots import FreshSnapshot
from graph.name_resolution import region_ids

router = APIRouter(prefix="/api/v1/resolve", tags=["resolve"])


@router.post(
    "", operation_id="resolve_names", summary="Names to agencies, with reasons", responses=TAKES_CONTENT
)
def resolve_names(payload: NamesToResolve, snapshot: FreshSnapshot) -> Resolution:
    """The agencies that each name may mean, the best first, with a score and the reason.

    Names are read as in questions: as printed, with a place before them, without their level, by their
    short form, with one slip of the pen; else the names most like it are offered. Nothing is written.
    """
    regions = region_ids(snapshot.read, [] if payload.region is None else [payload.region])
    directory = read_directory(snapshot.store)
    within = [region for region in directory.regions if region.id in regions]
    return Resolution(
        items=[Resolved(name=name, matches=resolve(directory, name, within)) for name in payload.names],
        as_of=snapshot.revision,
    )
