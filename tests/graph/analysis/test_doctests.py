"""The examples in docstrings and guides run; what is promised to stay is there."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

import graph.analysis
from graph.store import GraphStore

ROOT = Path(__file__).parents[3]
MODULES = sorted(f"graph.analysis.{each.name}" for each in pkgutil.iter_modules(graph.analysis.__path__))


@pytest.mark.parametrize("name", ["graph", "graph.analysis", *MODULES])
def test_examples_of_a_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    matches = [
        test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples
    ]
    assert len(matches) >= 10


@pytest.mark.parametrize("page", ["docs/how-to/research.md", "docs/zh-CN/research.md"])
def test_the_first_five_lines_of_the_guides_give_a_table(
    page: str, samples: GraphStore, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / page).read_text("utf-8")
    (block,) = re.findall(
        r"```python\n(from graph import open_store\nfrom graph.analysis.*?)```", text, re.DOTALL
    )
    exec(block.replace("dutygraph.lbug", samples.location), {})
    out = capsys.readouterr().out
    assert "市工商局" in out
    assert "fractional" in out


def test_every_name_of_the_package_is_there_and_reported() -> None:
    for name in graph.analysis.__all__:
        stored = getattr(graph.analysis, name)
        assert not inspect.isfunction(stored) or stored.__doc__, name


def test_every_frame_says_what_it_is_to_be_read_with(samples: GraphStore) -> None:
    for measure in (graph.analysis.load, graph.analysis.leads, graph.analysis.cowork_edges):
        assert "not work done" in measure(samples).attrs["caveat"]


@pytest.mark.parametrize("package", ["api", "graph", "ingest", "queries"])
def test_types_are_shipped(package: str) -> None:
    assert (files(package) / "py.typed").is_file()


def test_the_citation_is_of_this_version() -> None:
    from importlib.metadata import version

    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["version"] == version("dutygraph")
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
