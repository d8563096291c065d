"""Two documents, years or regions compared: what came, went and changed hands, and whether one may."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field

from api.models.measures import (
    ComparedDocument,
    ComparedTask,
    ComparedUnit,
    Comparison,
    Lineage,
    NotComparable,
    UnmatchedAgency,
)
from api.models.parameters import TasksMeasured, Words, Year
from api.service.snapshot import Snapshot
from api.web.openapi import READS
from api.web.snapshots import CachedRoute, CurrentSnapshot
from graph.analysis import CAVEAT_WORDS, compare, compare_regions, compare_years, records
from graph.analysis.change import Comparison as Compared
from graph.name_resolution import document_ids, region_ids, resolved

router = APIRouter(prefix="/api/v1/compare", tags=["measures"], route_class=CachedRoute)

_LISTS: Final = ("left_leads", "left_bodies", "right_leads", "right_bodies")


class CompareParameters(TasksMeasured):
    """What every comparison takes."""

    limit: Annotated[int, Field(ge=1, le=5_000, description="The most tasks that are listed.")] = 500


class CompareDocuments(CompareParameters):
    """Two documents."""

    left: Annotated[Words, Field(description="Document, by id; usually the earlier one.")]
    right: Annotated[Words, Field(description="Document, by id.")]


class CompareYears(CompareParameters):
    """Two years."""

    left: Annotated[Year, Field(description="Year that plans are for; usually the earlier one.")]
    right: Annotated[Year, Field(description="Year that plans are for.")]


class CompareRegions(CompareParameters):
    """Two regions."""

    left: Annotated[Words, Field(description="Region, by id, code or full name.")]
    right: Annotated[Words, Field(description="Region, by id, code or full name.")]


@router.get("/documents", operation_id="compare_documents", summary="Two documents compared", responses=READS)
def documents(parameters: Annotated[CompareDocuments, Query()], snapshot: CurrentSnapshot) -> Comparison:
    """Tasks that stayed, came and went, and agencies through the lineage of functions."""
    scope = resolved(parameters.selection(), snapshot.read)
    left, right = (
        replace(scope, document=tuple(document_ids(snapshot.read, [each])))
        for each in (parameters.left, parameters.right)
    )
    return _comparison(compare(snapshot.store, left, right), parameters.limit, snapshot)


@router.get("/years", operation_id="compare_years", summary="Two years compared", responses=READS)
def years(parameters: Annotated[CompareYears, Query()], snapshot: CurrentSnapshot) -> Comparison:
    """The documents of two years; give a region, else all regions are thrown together."""
    result = compare_years(
        snapshot.store, parameters.left, parameters.right, resolved(parameters.selection(), snapshot.read)
    )
    return _comparison(result, parameters.limit, snapshot)


@router.get("/regions", operation_id="compare_regions", summary="Two places compared", responses=READS)
def regions(parameters: Annotated[CompareRegions, Query()], snapshot: CurrentSnapshot) -> Comparison:
    """The documents of two regions; give a year, else all years are thrown together.

    With `scope=subtree` each region has all that lies in it.
    """
    left, right = (
        region_ids(snapshot.read, [each], parameters.selection().scope)
        for each in (parameters.left, parameters.right)
    )
    result = compare_regions(snapshot.store, left, right, resolved(parameters.selection(), snapshot.read))
    return _comparison(result, parameters.limit, snapshot)


def _comparison(result: Compared, limit: int, snapshot: Snapshot) -> Comparison:
    tasks = records(result.tasks)
    return Comparison.model_validate(
        {
            "comparable": result.comparable,
            "reasons": [NotComparable(what=each.what, said=each.words) for each in result.reasons],
            "lineage": None
            if result.lineage is None
            else Lineage(first=result.lineage[0], last=result.lineage[1]),
            "left": [_document(dict(row)) for row in result.left],
            "right": [_document(dict(row)) for row in result.right],
            "counts": result.counts,
            "tasks": [_task(row) for row in tasks[:limit]],
            "tasks_left_out": max(0, len(tasks) - limit),
            "bodies": [ComparedUnit.model_validate(row) for row in records(result.units)],
            "unmatched": [
                UnmatchedAgency.model_validate(
                    {
                        "agency_id": row["agency"],
                        "agency": row["name"],
                        "system": row["system_name"],
                        **{name: row[name] for name in ("side", "tasks", "reason")},
                    }
                )
                for row in records(result.unmatched)
            ],
            "caveat": CAVEAT_WORDS,
            "as_of": snapshot.revision,
        }
    )


def _document(row: dict[str, object]) -> ComparedDocument:
    return ComparedDocument.model_validate(
        {
            "document_id": row["document"],
            "document": row["title"],
            "region_id": row["region"],
            "region": row["region_name"],
            **{name: row[name] for name in ("level", "year", "tasks")},
        }
    )


def _task(row: dict[str, object]) -> ComparedTask:
    same = {name: row[name] for name in ComparedTask.model_fields if name in row and name not in _LISTS}
    return ComparedTask.model_validate(
        {
            **same,
            **{name: row[name] or [] for name in _LISTS},
            "left_id": row["left_task"],
            "right_id": row["right_task"],
        }
    )
