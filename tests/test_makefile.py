"""What `make` runs, told by `make -n`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")


def commands(target: str) -> str:
    """What would be run for the target, with nothing that a make around this one has set."""
    own = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    own.pop("NEO4J_URI", None)
    return subprocess.run(
        ["make", "--no-print-directory", "-n", target],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_test_checks_style_and_types_and_runs_the_tests_in_two_processes() -> None:
    shown = commands("test")
    for command in ("ruff format --check .", "ruff check .", "mypy", "pytest --numprocesses=2"):
        assert f"/{command}" in shown
    assert " -m long" not in shown


def test_test_long_runs_what_test_leaves_out_and_the_current_neo4j() -> None:
    shown = commands("test-long")
    assert re.search(r"/pytest -m long --numprocesses=2", shown)
    assert "python -m tools.neo4j_server.current --numprocesses=2" in shown


def test_ci_runs_make_test() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "make test"


@pytest.mark.long
def test_a_long_test_runs_where_it_is_named() -> None:
    """That this ran, and is not among those of `make test`, is the proof."""


@pytest.mark.parametrize(("mark", "runs"), [("", False), ("not neo4j", False), ("long", True)])
def test_long_tests_are_left_out_unless_they_are_named(mark: str, runs: bool) -> None:
    name = test_a_long_test_runs_where_it_is_named.__name__
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-m", mark, f"{__file__}::{name}"],
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # they take most of the time
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("1 passed" in done.stdout) is runs, done.stdout
