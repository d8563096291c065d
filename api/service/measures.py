"""Load tables and comparisons as rows: what the pages of both cache and show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from core.rows import Row
from graph.analysis import (
    Coding,
    Comparison,
    Scope,
    compare,
    compare_regions,
    compare_years,
    concentration,
    load,
    records,
    robustness,
)
from graph.analysis.load_table import SCHEMES, Unit
from graph.store import GraphStore

ComparedBy = Literal["documents", "years", "regions"]
Sides = tuple[tuple[str | int, ...], tuple[str | int, ...]]
"""Left and right: ids of documents or regions, or one year each."""


@dataclass(frozen=True, slots=True)
class LoadTables:
    """A load table with the concentration and robustness of the whole of it."""

    rows: list[dict[str, Any]]
    spread: list[dict[str, Any]]
    agreement: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ComparisonTables:
    """A comparison of two sides, its tables as rows."""

    comparable: bool
    reasons: list[str]
    lineage: tuple[int, int] | None
    left: list[Row]
    right: list[Row]
    tasks: list[dict[str, Any]]
    bodies: list[dict[str, Any]]
    unmatched: list[dict[str, Any]]


def load_tables(
    store: GraphStore, scope: Scope, by: Unit, coding: Coding, lead_share: float, weights: Mapping[str, float]
) -> LoadTables:
    """The load table by that unit with all schemes, `weights` as the scheme `custom`."""
    table = load(
        store,
        scope,
        by=by,
        schemes=(*SCHEMES, "custom"),
        lead_share=lead_share,
        weights=weights,
        coding=coding,
    )
    rows = cast("Any", records)
    return LoadTables(rows(table), rows(concentration(table)), rows(robustness(table)))


def comparison_tables(store: GraphStore, by: ComparedBy, sides: Sides, scope: Scope) -> ComparisonTables:
    """Two documents, years or regions compared within a scope."""
    result = _compared(store, by, sides, scope)
    rows = cast("Any", records)
    return ComparisonTables(
        comparable=result.comparable,
        reasons=[each.words for each in result.reasons],
        lineage=result.lineage,
        left=list(result.left),
        right=list(result.right),
        tasks=rows(result.tasks),
        bodies=rows(result.units),
        unmatched=rows(result.unmatched),
    )


def _compared(store: GraphStore, by: ComparedBy, sides: Sides, scope: Scope) -> Comparison:
    left, right = sides
    match by:
        case "documents":
            return compare(
                store,
                replace(scope, document=cast("tuple[str, ...]", left)),
                replace(scope, document=cast("tuple[str, ...]", right)),
            )
        case "years":
            return compare_years(store, int(left[0]), int(right[0]), scope)
        case "regions":
            return compare_regions(store, [str(each) for each in left], [str(each) for each in right], scope)
