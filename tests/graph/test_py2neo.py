"""The graph on a server read, and noted on, with py2neo: the example as the docs show it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph import Access, open_store
from tests.graph.plans import FOOD, PIRACY
from tools.neo4j_server import Login

pytest.importorskip("py2neo", reason="pip install 'dutygraph[py2neo]'")

PAGES = ("docs/how-to/neo4j.md", "docs/zh-CN/neo4j.md")
EXAMPLE = re.compile(r"^```python\n(import os\n+from py2neo .*?)^```$", re.MULTILINE | re.DOTALL)


def example(page: str) -> str:
    matches = EXAMPLE.findall((Path(__file__).parents[2] / page).read_text("utf-8"))
    assert len(matches) == 1
    return str(matches[0])


def test_the_example_reads_tasks_and_leaves_notes_on_them(
    neo4j_empty: Login, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUTYGRAPH_NEO4J_PASSWORD", neo4j_empty.password)
    with open_store(neo4j_empty.uri, access=Access(neo4j_empty.user, neo4j_empty.password)) as store:
        store.load_many([PIRACY, FOOD])
        revision = store.read("store/state")
        exec(example(PAGES[0]).replace("bolt://127.0.0.1:7687", neo4j_empty.uri), {})
        assert capsys.readouterr().out.splitlines() == [
            "2. 开展网络市场监管。 市市场监管局",
            "1. 整治农村食品。 市市场监管局",
        ]
        noted = store.read_cypher(
            "MATCH (n:Note)-[:ABOUT]->(t:Task) RETURN t.text AS text, n.text AS note ORDER BY text"
        ).rows
        assert list(noted) == [
            {"text": "开展网络市场监管。", "note": "第一季度已督办"},
            {"text": "整治农村食品。", "note": "第一季度已督办"},
        ]
        assert store.read("store/state") == revision
        assert store.read("agencies/tasks", {"agency": FOOD.duties[0].agency, "limit": 10})


def test_both_languages_show_the_same_example() -> None:
    first, second = (re.sub(r"#.*", "", example(page)) for page in PAGES)
    assert first == second
