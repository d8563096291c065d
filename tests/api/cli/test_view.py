"""`dutygraph view`: the same file as the server gives, and errors that say what to do."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
from fastapi.testclient import TestClient

from api.app import create_app
from api.config.settings import Settings
from graph import open_store
from tests.api.cli.conftest import Run

HERE = "http://127.0.0.1:8765"


def test_the_file_is_the_one_of_the_server(run: Run, graph: Path, tmp_path: Path) -> None:
    done = run("view", "--store", str(graph), "--year", "2024", "-o", "图.html")
    assert done.code == 0, done.err
    assert "个节点" in done.err + done.out
    with (
        open_store(str(graph), read_only=True) as store,
        TestClient(create_app(Settings(), store), base_url=HERE) as client,
    ):
        served = client.get("/api/v1/network.html", params={"year": 2024}).text
    assert (tmp_path / "图.html").read_text("utf-8") == served


def test_graphml_by_its_ending(run: Run, graph: Path, tmp_path: Path) -> None:
    done = run("view", "--store", str(graph), "--mode", "duties", "--role", "lead", "-o", "图.graphml")
    assert done.code == 0, done.err
    labels = {label for _, label in nx.read_graphml(tmp_path / "图.graphml").nodes(data="label")}
    assert {"市委宣传部", "市市场监管局"} <= labels


def test_what_cannot_be_drawn_is_reported(run: Run, graph: Path) -> None:
    store = ("--store", str(graph))
    assert run("view", *store, "-o", "图.png").complaints == [
        "-o：文件名应以 .html 或 .graphml 结尾，写的是 图.png"
    ]
    assert run("view", *store, "-o", "图.html", "--mode", "pie").code == 2
    assert run("view", *store, "-o", "图.html", "--region", "不存在市").code == 2
    assert run("view", *store, "-o", "没有/图.html").complaints[0].startswith("-o：不能写入")
