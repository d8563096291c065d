"""A graph of one small plan whose network can be counted by hand, and one of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import open_store
from graph.store import GraphStore
from ingest.assemble.records import assemble
from ingest.load import load_paths
from ingest.parse import parse_text

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.txt"))

PLAN = """云州市2024年市场秩序工作要点

一、重点任务
1.检查农资市场。（市公安局牵头，市农业农村局配合）
2.检查成品油市场。（市公安局牵头，市商务局配合）
3.检查食品市场。（市公安局、市市场监管局按职责分工负责）
4.检查药品市场。（市公安局、市市场监管局、各有关部门按职责分工负责）
5.开展“铁拳”行动。（市市场监管局牵头，市公安局配合）
6.编制年度报告。（市统计局负责）
7.开展宣传。（市委宣传部、市公安局、市商务局、市农业农村局、市教育局、市文广旅局按职责分工负责）

云州市人民政府办公室
2024年3月1日
"""
"""Seven tasks, six with two bodies or more, of which the last makes 15 of 20 pairs."""


def loaded(folder: Path, *texts: str) -> GraphStore:
    """A new store with these plans."""
    store = open_store(str(folder / "graph.lbug"), address="http://127.0.0.1:1")
    for number, text in enumerate(texts):
        store.replace_document(assemble(parse_text(text, f"{number}.txt")))
    return store


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A store with the plan."""
    with loaded(tmp_path_factory.mktemp("city"), PLAN) as store:
        yield store


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A store with the samples."""
    folder = tmp_path_factory.mktemp("samples")
    with open_store(str(folder / "graph.lbug"), address="http://127.0.0.1:1") as store:
        assert all(result.error is None for result in load_paths(store, SAMPLES, 20_000_000))
        yield store
