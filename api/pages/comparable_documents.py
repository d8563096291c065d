"""Documents that can be compared: the choices of the form, and pairs that are worth a comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from api.pages.choices import Choices
from api.pages.links import with_query
from api.service.measures import ComparedBy
from core.rows import Row, number, text
from graph.analysis.comparable import reasons

SUGGESTED: Final = 8

LOOKED_AT: Final = 40
"""How many documents of one region are looked at for what may be compared."""


def document_choices(documents: Sequence[Row]) -> Choices:
    def words(row: Row) -> str:
        year = f"{row['year']} 年 · " if row["year"] is not None else ""
        return f"{year}{row['region_name']} · {row['title'] or '（无标题）'}"

    def order(row: Row) -> tuple[int, str, str]:
        return 0 if row["year"] is None else -number(row, "year"), text(row, "region_name"), str(row["title"])

    ordered = sorted(documents, key=order)
    return [(text(row, "document"), words(row)) for row in ordered if row["tasks"]]


def suggested_pairs(documents: Sequence[Row], by: ComparedBy) -> list[tuple[str, str]]:
    """Documents of one region and subject in different years, the latest first, as links."""
    if by != "documents":
        return []
    by_region: dict[str, list[Row]] = defaultdict(list)
    for row in documents:
        if row["year"] is not None and row["tasks"] and row["title"]:
            by_region[text(row, "region")].append(row)
    suggestions: list[tuple[int, str, str]] = []
    for of_region in by_region.values():
        of_region.sort(key=lambda row: (-number(row, "year"), text(row, "document")))
        for right, left in combinations(of_region[:LOOKED_AT], 2):
            years = number(left, "year"), number(right, "year")
            if years[0] < years[1] and not reasons([left], [right], across=("kind",)):
                pair = [("left", left["document"]), ("right", right["document"])]
                words = f"{left['title']}（{years[0]} 年）与 {right['title']}（{years[1]} 年）"
                suggestions.append((years[1], words, with_query("/compare", pair)))
    suggestions.sort(key=lambda each: (-each[0], each[1]))
    return [(words, path) for _, words, path in suggestions[:SUGGESTED]]
