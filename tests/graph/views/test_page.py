"""The single file and GraphML: they hold the view, need nothing else, and texts are data in them."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

from graph.store import GraphStore
from graph.views import Choice, draw
from graph.views.graphml import graphml
from graph.views.page import Scene, policy_of, single_file, title_of
from tests.graph.views.conftest import loaded

ATTACK = "</script><script>hit(1)</script><!--<img src=x onerror=hit(2)>{{7*7}}\u2028\u202e&amp;\"'"
HOSTILE = f"""云州市2024年{ATTACK}工作要点

一、重点任务
1.检查{ATTACK}市场。（市公安局牵头，市{ATTACK}局、市商务局配合）
2.开展“{ATTACK}”专项行动。（市公安局、市商务局按职责分工负责）

云州市人民政府办公室
2024年3月1日
"""


class Parts(HTMLParser):
    """The scripts, styles, links and tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.scripts: list[tuple[str | None, str]] = []
        self.styles: list[str] = []
        self._inside: str | None = None
        self._type: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "action", "srcset")
        ]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag in ("script", "style"):
            self._inside, self._type = tag, dict(attrs).get("type")

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append((self._type, data))
        elif self._inside == "style":
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None


def file_of(store: GraphStore, choice: Choice) -> str:
    return single_file(Scene(draw(store, choice), title_of(choice), [("地区", "云州市")]))


@pytest.fixture
def hostile(tmp_path: Path) -> GraphStore:
    return loaded(tmp_path, HOSTILE)


@pytest.mark.parametrize("mode", ["cowork", "duties"])
def test_the_file_names_its_scripts_by_hash_and_reaches_for_nothing(city: GraphStore, mode: str) -> None:
    page = file_of(city, Choice(mode=mode))  # type: ignore[arg-type]
    parts = Parts(page)
    assert parts.addresses == []
    assert parts.handlers == []
    policy = policy_of(page)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    run = [text for kind, text in parts.scripts if kind is None]
    assert len(run) == 2
    for text in (*run, *parts.styles):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert not re.search(r"(?:url\(|@import)", parts.styles[0])


@pytest.mark.parametrize("mode", ["cowork", "duties"])
def test_what_documents_say_is_data(hostile: GraphStore, mode: str) -> None:
    view = draw(hostile, Choice(mode=mode))  # type: ignore[arg-type]
    assert any("<script>" in node.name for node in view.nodes)
    page = file_of(hostile, Choice(mode=mode))  # type: ignore[arg-type]
    plain = Parts(page)
    assert plain.tags.count("script") == 3
    assert "img" not in plain.tags
    (block,) = [text for kind, text in plain.scripts if kind == "application/json"]
    data = json.loads(block)
    assert {node["name"] for node in data["nodes"]} == {node.name for node in view.nodes}
    assert "<" not in block
    hostile.close()


def test_the_file_says_what_it_leaves_out(city: GraphStore) -> None:
    page = file_of(city, Choice())
    view = draw(city)
    assert "名单最长的 1 项任务（单位超过 2 个），占 6 项多单位任务的 17%，却产生了 75% 的单位对。" in page
    for message in view.left_out:
        assert f"{message}。" in page
    assert "不等于实际共同办理" in page


def test_the_same_view_is_the_same_file(city: GraphStore) -> None:
    assert file_of(city, Choice()) == file_of(city, Choice())


@pytest.mark.parametrize("mode", ["cowork", "duties"])
def test_graphml_holds_the_view(city: GraphStore, hostile: GraphStore, mode: str) -> None:
    for store in (city, hostile):
        view = draw(store, Choice(mode=mode))  # type: ignore[arg-type]
        read = nx.read_graphml(io.BytesIO(graphml(view)), force_multigraph=True)
        assert {(id, node["label"]) for id, node in read.nodes(data=True)} == {
            (node.id, node.name) for node in view.nodes
        }
        assert sorted((a, b, edge["tasks"]) for a, b, edge in read.edges(data=True)) == sorted(
            (edge.source, edge.target, edge.tasks) for edge in view.edges
        )
    hostile.close()


def test_an_empty_view_is_a_file_too(city: GraphStore) -> None:
    from graph.analysis import Scope

    page = file_of(city, Choice(scope=Scope(year=(1999,))))
    assert "没有可画的关系" in page
