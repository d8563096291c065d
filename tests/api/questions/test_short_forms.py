"""A usual short form of an agency, and a code name that two campaigns share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.questions import answer
from graph import open_store
from graph.store import GraphStore
from tests.api.http.plans import Item, Part, Plan, graph_of

PLAN = Plan(
    place="云州市",
    year=2024,
    code="990100",
    title="云州市2024年专项行动实施方案",
    items=[
        Item("加强信用体系建设。", "（市发展改革委牵头）", [
            Part("市发展改革委", "lead", "named", "牵头"),
        ]),
        Item("开展清风（出口商品）专项行动。", "（云州海关牵头）", [
            Part("云州海关", "lead", "named", "牵头"),
        ], campaign="清风（出口商品）"),
        Item("开展清风（野生动物）专项行动。", "（市林业局牵头）", [
            Part("市林业局", "lead", "named", "牵头"),
        ], campaign="清风（野生动物）"),
    ],
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(tmp_path_factory.mktemp("short") / "plan.lbug") as opened:
        opened.replace_document(graph_of(PLAN))
        yield opened


@pytest.mark.parametrize(
    ("question", "numbers", "assumed"),
    [
        ("市发改委牵头哪些任务", [1], True),
        ("发改委牵头哪些任务", [1], True),
        ("市发展改革委牵头哪些任务", [1], False),
        ("清风行动有哪些任务", [2, 3], False),
        ("清风（野生动物）有哪些任务", [3], False),
    ],
)
def test_the_short_form_finds_what_the_full_name_finds(
    store: GraphStore, question: str, numbers: list[int], assumed: bool
) -> None:
    answered = answer(store, question, limit=50)
    assert sorted(row.model_dump()["n"] for row in answered.rows) == numbers
    assert any("按通行的简称理解" in assumption.why for assumption in answered.assumptions) is assumed
