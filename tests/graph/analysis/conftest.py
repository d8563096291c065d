"""Two small graphs: one to compute by hand, and the samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph import open_store
from graph.records import DocumentGraph
from graph.store import GraphStore
from ingest.load import load_paths
from tests.graph.plans import ALL, CULTURE, MARKET, POLICE, PROVINCE_POLICE, Body, Line, plan

ROOT = Path(__file__).parents[3]
FINANCE = Body("市财政局", system="财政")

BY_HAND = plan(
    "测算方案",
    [
        # market leads police and finance: with λ = 1/2 it has 1/2, they 1/4 each
        Line("整治网络市场。", ((MARKET, "lead"), (POLICE, "assist"), (FINANCE, "assist")), ("网剑",)),
        # three share: a third each
        Line("保护知识产权。", ((MARKET, "joint"), (POLICE, "joint"), (CULTURE, "joint")), ("剑网", "网剑")),
        # alone: 1
        Line("巡查印刷企业。", ((CULTURE, "lead"),)),
        # two leads: 1/2 each; who supervises has none of it
        Line("联合执法。", ((MARKET, "lead"), (POLICE, "lead"), (PROVINCE_POLICE, "supervise"))),
        # printed again, with one body more: one task, of market, police and finance as above, and culture
        Line("整治网络市场。", ((CULTURE, "assist"),)),
        # collectives only
        Line("落实属地责任。", ((ALL, "lead"),)),
        # nobody
        Line("加强宣传。"),
    ],
)
"""Six distinct tasks. Masses (λ = 1/2; the first task has market in the lead and three beside it):

    market   1/2 + 1/3 + 1/2       = 4/3      5 duties … 3 tasks, leads 2
    police   1/6 + 1/3 + 1/2       = 1        3 tasks, leads 1
    finance  1/6                   = 1/6      1 task
    culture  1/6 + 1/3 + 1         = 3/2      3 tasks, leads 1
"""


def with_sole(graph: DocumentGraph) -> DocumentGraph:
    """The same where a body alone has the basis that the parser gives it."""
    alone = {duty.task for duty in graph.duties if duty.listed == 1 and duty.role == "lead"}
    return replace(
        graph,
        duties=tuple(replace(duty, basis="sole") if duty.task in alone else duty for duty in graph.duties),
    )


@pytest.fixture
def by_hand(store: GraphStore) -> GraphStore:
    store.replace_document(with_sole(BY_HAND))
    return store


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(tmp_path_factory.mktemp("samples") / "samples.lbug") as store:
        for result in load_paths(store, sorted((ROOT / "samples").glob("*.txt")), 20_000_000):
            assert result.error is None
        yield store
