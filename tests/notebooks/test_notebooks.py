"""The notebooks run on the samples, hold no outputs and no queries; their tables are computed again here."""

from __future__ import annotations

import ast
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.analysis import (
    CODINGS,
    COUNTS,
    PROJECTIONS,
    Scope,
    centrality,
    communities,
    compare_years,
    concentration,
    cowork_edges,
    cowork_graph,
    fdsm,
    leads,
    load,
    records,
    robustness,
    sensitivity,
    two_mode,
)
from graph.store import GraphStore
from tests.graph.analysis.conftest import samples as samples
from tools.notebooks import NOTEBOOKS, run

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
Records = list[dict[str, object]]


def code(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def city(store: GraphStore) -> Scope:
    return Scope.of(store, region="澜宁市", year=2016)


def picked(rows: Records, *columns: str) -> Records:
    return [{column: row[column] for column in columns} for row in rows]


def counts(store: GraphStore) -> Records:
    scope = Scope.of(store, region="澜宁市", agency="市市场监管局")
    return picked(records(load(store, scope, schemes=())), "name", "region_name", "tasks", *COUNTS)


def led(store: GraphStore) -> Records:
    agency = Scope.of(store, agency="市市场监管局", region="澜宁市").agency
    rows = store.read("agencies/tasks", {"agency": agency, "roles": ["lead"], "limit": 500})
    return picked([dict(row) for row in rows], "year", "n", "text", "basis", "verb", "surface")


def partners(store: GraphStore) -> Records:
    rows = records(cowork_edges(store, Scope.of(store, region="澜宁市")))
    own = [row for row in rows if "市市场监管局" in (row["left_name"], row["right_name"])][:10]
    return picked(own, "left_name", "right_name", "tasks", "weight")


def load_rows(store: GraphStore) -> Records:
    columns = ("name", "tasks", *COUNTS, "lead_only", "fractional", "rank_best", "rank_worst")
    return picked(records(load(store, city(store)))[:10], *columns)


def codings(store: GraphStore) -> Records:
    stored = {
        coding: {
            row["name"]: row["lead_only_rank"] for row in records(load(store, city(store), coding=coding))
        }
        for coding in CODINGS
    }
    names = [row["name"] for row in records(load(store, city(store)))[:10]]
    return [{"name": name, **{coding: stored[coding][name] for coding in CODINGS}} for name in names]


def led_how(store: GraphStore) -> Records:
    columns = ("name", "tasks", "no_body", "no_lead", "one_lead", "several_leads", "no_lead_share")
    return picked(records(leads(store)), *columns)


def projections(store: GraphStore) -> Records:
    return [
        {"projection": projection, **row}
        for projection in PROJECTIONS
        for row in picked(
            records(cowork_edges(store, projection=projection))[:5], "left_name", "right_name", "weight"
        )
    ]


def backbone(store: GraphStore) -> Records:
    stored = [row for row in records(fdsm(two_mode(store), samples=200)) if row["kept"]]
    return picked(stored[:10], "left_name", "right_name", "observed", "expected", "p")


def central(store: GraphStore) -> Records:
    rows = records(centrality(cowork_graph(store)))[:10]
    return picked(rows, "name", "degree", "strength", "betweenness")


def groups(store: GraphStore) -> Records:
    rows = [row for row in records(communities(cowork_graph(store))) if int(str(row["community"])) <= 3]
    return picked(rows, "name", "community", "stability")


def reform_agencies(store: GraphStore) -> Records:
    matches = compare_years(store, 2016, 2024, Scope.of(store, region="澜宁市"))
    columns = (
        "name",
        "from_units",
        "left_plain",
        "left_low",
        "left_high",
        "right",
        "change_low",
        "change_high",
    )
    return picked(records(matches.units)[:15], *columns)


def reform_unmatched(store: GraphStore) -> Records:
    matches = compare_years(store, 2016, 2024, Scope.of(store, region="澜宁市"))
    return picked(records(matches.unmatched)[:10], "side", "name", "tasks", "reason")


def reform_tasks(store: GraphStore) -> Records:
    matches = compare_years(store, 2016, 2024, Scope.of(store, region="澜宁市"))
    rows = [row for row in records(matches.tasks) if row["status"] in ("same", "revised")]
    columns = ("status", "score", "left_n", "right_n", "left_leads", "right_leads", "leads_changed")
    return picked(rows, *columns)


TABLES: dict[str, Callable[[GraphStore], Records]] = {
    "coordinator_counts": counts,
    "coordinator_led": led,
    "coordinator_partners": partners,
    "load_table": load_rows,
    "load_robustness": lambda store: records(robustness(load(store, city(store)))),
    "load_concentration": lambda store: records(concentration(load(store, city(store)))),
    "load_codings": codings,
    "load_leads": led_how,
    "cowork_sensitivity": lambda store: records(sensitivity(store)),
    "cowork_projections": projections,
    "cowork_backbone": backbone,
    "cowork_centrality": central,
    "cowork_communities": groups,
    "reform_bodies": reform_agencies,
    "reform_unmatched": reform_unmatched,
    "reform_tasks": reform_tasks,
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_its_tables_are_recomputed(
    path: Path, samples: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTEBOOK_TABLES", str(tmp_path))
    monkeypatch.delenv("DUTYGRAPH_STORE", raising=False)
    notebook = run(path)
    drawn = [
        output
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    warned = [o for cell in notebook.cells for o in cell.get("outputs", []) if o.get("name") == "stderr"]
    assert warned == []  # a glyph that no font has is a warning
    assert len(drawn) == sum("plt.subplots" in source for source in code(path))
    matches = sorted(tmp_path.glob("*.json"))
    assert len(matches) == sum("shown(" in source for source in code(path)) > 1
    for file in matches:
        assert alike(json.loads(file.read_text("utf-8")), TABLES[file.stem](samples)), file.stem


def alike(left: object, right: object) -> bool:
    """Equal, figures as far as JSON keeps them."""
    match left, right:
        case list(), list():
            return len(left) == len(right) and all(map(alike, left, right))
        case dict(), dict():
            return left.keys() == right.keys() and all(alike(left[name], right[name]) for name in left)
        case int() | float(), int() | float():
            return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)
    return left == right


def test_every_table_is_in_a_notebook() -> None:
    sources = "\n".join(source for path in PATHS for source in code(path))
    assert len(PATHS) == 4
    assert set(re.findall(r'shown\(\s*"(\w+)"', sources)) == TABLES.keys()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_outputs_and_no_query(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbstripout", "--verify", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    for source in code(path):
        ast.parse(source)
        assert "MATCH (" not in source
        assert "RETURN " not in source


def test_py2neo_is_shown_once() -> None:
    assert sum("py2neo import" in source for path in PATHS for source in code(path)) == 1
