"""A graph of the samples and of two small plans that hold what the samples lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph import open_store
from graph.exports.source import Source
from graph.store import GraphStore
from ingest.assemble.records import assemble
from ingest.document import ParsedDocument
from ingest.parse import parse_text
from tests.ingest.files import parse_file

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.txt"))

CITY = """云州市2024年知识产权保护工作要点

一、加强执法
（一）重点领域
1.开展“铁拳”行动，查处侵犯商标权案件，3月底前报计划。（市市场监管局牵头，市公安局配合，市政府办公室督办；完成时限：2024年6月底前）
2.开展“剑网2024”专项行动，整治网络侵权盗版。（市版权局、市委网信办按职责分工负责）
3.=SUM(A1)是示例文字，核对台账公式。（市财政局负责）
4.＋强化联动，建立会商机制。（各县（市、区）政府、有关部门负责）
二、开展种业知识产权保护专项行动
5.检查种子企业20家。（市农业农村局、市公安局牵头，各有关部门按职责分工负责，2024年底前完成）
6.评价年度工作。（11月底前完成，牵头考核单位：市委改革办）
7.巡查农资市场。（市农业农村局配合）

云州市人民政府办公室
2024年3月1日
"""

BY_RULE = """云州市2023年商贸流通工作分工方案

一、重点任务
1.建设农产品市场三处。（市商务局、市财政局、市农业农村局负责。列第一位者为牵头单位，下同）
2.培育电商企业。（市商务局、市科技局负责）
3.清理收费。（市市场监管局负责）

云州市人民政府办公室
2023年2月1日
"""

PARSED = {
    "city": parse_text(CITY, "city.txt"),
    "by_rule": parse_text(BY_RULE, "by_rule.txt"),
    **{path.stem: parse_file(path, 10**6) for path in SAMPLES},
}


@dataclass(frozen=True)
class Loaded:
    """A plan as it was read, and the export's source that leaves it alone."""

    parsed: ParsedDocument
    source: Source


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The plans in one graph; tests only read it."""
    with open_store(tmp_path_factory.mktemp("exports") / "plans.lbug") as store:
        store.load_many(assemble(parsed) for parsed in PARSED.values())
        yield store


@pytest.fixture(scope="session")
def everything(store: GraphStore) -> Source:
    """All tasks of all plans."""
    return Source(store, {})


@pytest.fixture(scope="session")
def loaded(store: GraphStore) -> dict[str, Loaded]:
    """Each plan by name."""
    return {
        name: Loaded(parsed, Source(store, {"document": assemble(parsed).document.id}))
        for name, parsed in PARSED.items()
    }


@pytest.fixture(scope="session")
def city(loaded: dict[str, Loaded]) -> Source:
    """The plan of a city that has a task of every kind."""
    return loaded["city"].source
