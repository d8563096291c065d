"""What became of an agency, and what it came from: by the functions of its line of work (机构沿革)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.questions.answer import SuccessionRow
from api.questions.directory import Agency, Directory
from api.questions.fetched import Fetched, Fetcher, required
from api.questions.parser import ParsedQuestion
from api.questions.rows import plain
from core.rows import Row, number, optional, text
from graph.store import GraphStore

_DEEPEST: Final = 5
_NO_AUTHORITY: Final = frozenset(("group", "enterprise", "institution", "collective", "other"))
"""Kinds of agencies of a line of work that no function of it passes to: its associations and firms."""

_KINDS: Final = {"renamed": "更名", "merged": "并入", "split": "分立", "moved": "划转"}


def _lineage(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    agency = required(parsed.agency)
    own = store.read("agencies/get", {"agency": agency.id})[0]
    name = f"{agency.name}（{agency.region_name}）"
    after = parsed.intent.name == "lineage_after"
    if own["system"] is None:
        sentence = f"{name}没有归入条线，机构沿革中查不到。"
        return Fetched("systems/lineage", {}, (), tasks=0, sentence=sentence)
    here = _region_and_above(directory, agency)
    table = [row for row in store.read("systems/lineage") if _holds(row, optional(own, "level"), here)]
    rows: list[SuccessionRow] = []
    for step in _chain(table, text(own, "system"), after=after):
        beyond = text(step, "successor" if after else "predecessor")
        agencies_there = store.read("agencies/list", {"system": beyond, "region": agency.region})
        rows.append(
            SuccessionRow(
                year=number(step, "year"),
                predecessor=text(step, "predecessor_name"),
                successor=text(step, "successor_name"),
                function=text(step, "function"),
                kind=_KINDS.get(text(step, "kind"), text(step, "kind")),
                agencies=[text(row, "name") for row in agencies_there if row["kind"] not in _NO_AUTHORITY],
                source=text(step, "source"),
            )
        )
    line = text(own, "system_name")
    if not rows:
        sentence = f"机构沿革中没有{name}（{line}条线）{'之后' if after else '之前'}的变动记录。"
    else:
        sentence = f"{name}属{line}条线。" + "".join(map(_step_words, rows))
    return Fetched("systems/lineage", plain({}), tuple(rows), tasks=0, sentence=sentence)


def _step_words(row: SuccessionRow) -> str:
    here = f"，图中是{'、'.join(row.agencies)}" if row.agencies else ""
    return f"{row.year}年，{row.predecessor}的“{row.function}”{row.kind}{row.successor}{here}。"


def _region_and_above(directory: Directory, agency: Agency) -> set[str]:
    """The agency's region and those above it."""
    above = {region.id: region.part_of for region in directory.regions}
    above_and_own: set[str] = set()
    at: str | None = agency.region
    while at is not None and at not in above_and_own:
        above_and_own.add(at)
        at = above.get(at)
    return above_and_own


def _holds(row: Row, level: str | None, here: set[str]) -> bool:
    """Whether a step holds for an agency of that level in these regions."""
    levels = text(row, "level").split("|")
    return (level is None or level in levels) and (row["region"] is None or row["region"] in here)


def _chain(table: list[Row], system: str, *, after: bool) -> list[Row]:
    """The steps from a line of work on, each behind the one that led to it; a step back in time is none."""
    start, goal = ("predecessor", "successor") if after else ("successor", "predecessor")
    steps: list[Row] = []
    reached: list[tuple[str, int | None]] = [(system, None)]
    seen = {system}
    for _ in range(_DEEPEST):
        following: list[tuple[str, int | None]] = []
        for at, year in reached:
            for row in table:
                if row[start] != at or row in steps:
                    continue
                when = number(row, "year")
                if year is not None and (when < year if after else when > year):
                    continue
                steps.append(row)
                beyond = text(row, goal)
                if beyond not in seen and row["kind"] != "moved":
                    seen.add(beyond)
                    following.append((beyond, when))
        reached = following
    return sorted(steps, key=lambda row: (number(row, "year"), text(row, "function")))


FETCHERS: Final[Mapping[str, Fetcher]] = {
    "lineage_after": _lineage,
    "lineage_before": _lineage,
}
