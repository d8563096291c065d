"""Imports point one way: api → graph, ingest; ingest → graph's records, interface and errors."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "core", "graph", "ingest", "queries")
ENGINES = {"ladybug", "neo4j", "py2neo"}
INGEST_MAY_IMPORT = {"graph.records", "graph.store"}
SLOW = ("ladybug", "neo4j", "pandas", "pyvis", "networkx", "rustworkx")


def sources(package: str) -> Iterator[Path]:
    return (ROOT / package).rglob("*.py")


def imports(source: str) -> set[str]:
    """Modules that the source imports; `from graph import x` counts as `graph.x`, which it may be."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            if node.module in PACKAGES:
                found |= {f"{node.module}.{name.name}" for name in node.names}
            else:
                found.add(node.module)
    return found


def offences(package: str, wrong: Callable[[str], bool]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(package)
        for module in sorted(imports(path.read_text("utf-8")))
        if wrong(module)
    ]


def top(module: str) -> str:
    return module.partition(".")[0]


def test_graph_imports_no_other_package_of_ours() -> None:
    assert offences("graph", lambda module: top(module) in {"api", "ingest"}) == []


def wrong_in_ingest(module: str) -> bool:
    return top(module) == "api" or (top(module) == "graph" and module not in INGEST_MAY_IMPORT)


def test_ingest_knows_of_graph_its_records_and_its_interface_only() -> None:
    assert offences("ingest", wrong_in_ingest) == []
    used = {module for path in sources("ingest") for module in imports(path.read_text("utf-8"))}
    assert used >= INGEST_MAY_IMPORT  # what nobody imports any more goes from the list


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("import graph", True),
        ("import graph.ladybug.store as s", True),
        ("from graph import open_store", True),
        ("from graph.ladybug import store", True),
        ("from graph.cypher import tokens", True),
        ("from graph.storekeeper import keep", True),
        ("def f():\n    from api.settings import Settings", True),
        ("from graph import records", False),
        ("from graph.records import Task\nimport ingest.parse, graphlib", False),
    ],
)
def test_the_rule_for_ingest_sees_every_way_to_import(source: str, wrong: bool) -> None:
    assert any(map(wrong_in_ingest, imports(source))) is wrong


@pytest.mark.parametrize("package", ["api", "ingest", "queries"])
def test_only_graph_imports_an_engine(package: str) -> None:
    assert offences(package, lambda module: top(module) in ENGINES) == []


@pytest.mark.parametrize("package", ["api", "ingest"])
def test_only_graph_opens_the_files_of_queries(package: str) -> None:
    def names_them(node: ast.AST) -> bool:
        """`files("queries")`, or a name that ends in .cypher."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value.endswith(".cypher")
        return isinstance(node, ast.Call) and any(
            isinstance(given, ast.Constant) and given.value == "queries" for given in node.args
        )

    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources(package)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.expr) and names_them(node)
    ]
    assert found == []


def test_relative_imports_are_not_used() -> None:
    """They would hide an arrow from the tests above."""
    found = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in sources(package)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert found == []


def test_opening_a_store_is_what_loads_the_engine() -> None:
    """`from graph import open_store` is cheap: slow libraries come where they are used."""
    code = f"import sys; from graph import open_store; print([m for m in {SLOW!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
