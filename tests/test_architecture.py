"""What the contracts in pyproject.toml cannot say of imports; `make lint` checks the contracts.

The contracts are run here too, so that `pytest` alone finds an import in the wrong direction.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "core", "graph", "ingest", "queries")
WRONG = {
    "graph.wrong_ingest": "from ingest import parse",
    "graph.wrong_api": "def f():\n    from api.config.settings import Settings",
    "ingest.wrong_package": "import graph",
    "ingest.wrong_name": "from graph import open_store",
    "ingest.wrong_engine": "import graph.ladybug.store as s",
    "ingest.clauses.wrong_part": "from graph.queries import cypher",
    "ingest.wrong_api": "from api.config.settings import Settings",
    "core.wrong_graph": "from graph import records",
    "api.config.wrong_relative": "from ..routes import tasks",
    "api.service.wrong_engine": "import neo4j",
    "api.config.wrong_route": "from api.routes import tasks",
}
SLOW = ("ladybug", "neo4j", "pandas", "pyvis", "networkx", "rustworkx")
LINTER = (
    "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
)


def run(code: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )


def test_imports_follow_the_contracts() -> None:
    linted = run(LINTER)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_contracts_see_every_way_to_import(tmp_path: Path) -> None:
    """In a copy of the packages, each of these files breaks a contract, and is named."""
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "data", "static", "templates", "*.cypher")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module, source in WRONG.items():
        (tmp_path / f"{module.replace('.', '/')}.py").write_text(source, "utf-8")
    (tmp_path / "ingest" / "right.py").write_text("from graph.records import Task\nimport graphlib", "utf-8")
    linted = run(LINTER, tmp_path)
    assert linted.returncode == 1, linted.stderr
    assert [module for module in WRONG if not re.search(rf"- +{module} -> ", linted.stdout)] == []
    assert "ingest.right" not in linted.stdout


def sources(package: str) -> Iterator[Path]:
    return (ROOT / package).rglob("*.py")


@pytest.mark.parametrize("package", ["api", "ingest"])
def test_only_graph_opens_the_files_of_queries(package: str) -> None:
    def names_them(node: ast.AST) -> bool:
        """`files("queries")`, or a name that ends in .cypher."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value.endswith(".cypher")
        return isinstance(node, ast.Call) and any(
            isinstance(argument, ast.Constant) and argument.value == "queries" for argument in node.args
        )

    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources(package)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.expr) and names_them(node)
    ]
    assert offences == []


def test_opening_a_store_is_what_loads_the_engine() -> None:
    """`from graph import open_store` is cheap: slow libraries come where they are used."""
    done = run(f"import sys; from graph import open_store; print([m for m in {SLOW!r} if m in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr
