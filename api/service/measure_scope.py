"""From the filters of a request to the scope of a measure."""

from __future__ import annotations

from api.models.parameters import DutiesMeasured, TasksMeasured
from api.service.name_resolution import agency_id, campaign_ids, document_ids, region_ids, system_ids
from api.service.snapshot import Snapshot
from graph.analysis import Scope


def scope_of(asked: TasksMeasured, snapshot: Snapshot) -> Scope:
    """The scope that the filters say, names resolved to ids. Raises BadParameter, AmbiguousName."""
    regions = region_ids(snapshot, asked.region, asked.scope)
    duties = asked if isinstance(asked, DutiesMeasured) else None
    return Scope(
        regions=tuple(regions),
        years=tuple(asked.year),
        campaigns=tuple(campaign_ids(snapshot, asked.campaign)),
        editions=tuple(asked.edition),
        documents=tuple(document_ids(snapshot, asked.document)),
        issued_from=asked.issued_from,
        issued_to=asked.issued_to,
        collective=asked.collective,
        agency=None if duties is None else agency_id(snapshot, duties.agency, regions),
        systems=() if duties is None else tuple(system_ids(snapshot, duties.system)),
        roles=() if duties is None else tuple(duties.role),
        bases=() if duties is None else tuple(duties.basis),
    )
