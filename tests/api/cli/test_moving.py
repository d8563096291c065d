"""`dutygraph copy` and `dutygraph check` as a user starts them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph import open_store
from graph.writing.store import WritingStore
from tests.api.cli.conftest import Run
from tools.neo4j_server import Login


def test_a_graph_is_copied_and_answers_the_same(run: Run, graph: Path) -> None:
    done = run("copy", "--from", str(graph), "--to", "副本.lbug")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("复制完毕，数量核对一致：")
    for command in (["ask", "市市场监管局牵头哪些任务"], ["documents", "--format", "json"]):
        assert run(*command, "--store", "副本.lbug").out == run(*command, "--store", str(graph)).out
    again = run("copy", "--from", str(graph), "--to", "副本.lbug")
    assert again.code == 2
    assert "已经有一个图" in again.complaints[0]


def test_a_graph_goes_to_a_server_and_back(run: Run, graph: Path, neo4j_empty: Login, tmp_path: Path) -> None:
    login = {"DUTYGRAPH_NEO4J_USER": neo4j_empty.user, "DUTYGRAPH_NEO4J_PASSWORD": neo4j_empty.password}
    there = run("copy", "--from", str(graph), "--to", neo4j_empty.uri, **login)
    assert (there.code, there.err) == (0, "")
    checked = run("check", "--store", neo4j_empty.uri, "--format", "json", **login)
    assert (checked.code, json.loads(checked.out)["engine"]) == (0, "Neo4j")
    wrong = tmp_path / "密码.txt"
    wrong.write_text("不是密码\n", "utf-8")
    back = ("copy", "--from", neo4j_empty.uri, "--to", "b.lbug", "--from-user", neo4j_empty.user)
    refused = run(*back, "--from-password-file", str(wrong), **login)
    assert (refused.code, "拒绝用户" in refused.complaints[0]) == (2, True)
    right = tmp_path / "right.txt"
    right.write_text(f"{neo4j_empty.password}\n", "utf-8")
    assert run(*back, "--from-password-file", str(right)).code == 0
    question = ("ask", "市公安局有哪些任务", "--format", "json", "--store")
    assert run(*question, "b.lbug").out == run(*question, str(graph)).out


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("none.lbug", "b.lbug", "还没有图文件"),
        ("{graph}", "{graph}", "同一个图"),
        ("{graph}", "ladybug:{graph}", "同一个图"),
        ("{graph}", "http://127.0.0.1:7474", "不是图的地址"),
        ("mysql://127.0.0.1", "b.lbug", "不是图的地址"),
        ("{graph}", "bolt://neo4j:secret@127.0.0.1", "不能写用户名和密码"),
        ("{graph}", "bolt://127.0.0.1:1", "连不上"),
    ],
)
def test_what_cannot_be_copied_is_reported(
    run: Run, graph: Path, tmp_path: Path, source: str, target: str, message: str
) -> None:
    provided = [each.format(graph=graph) for each in (source, target)]
    ended = run("copy", "--from", provided[0], "--to", provided[1])
    assert ended.code == 2
    assert message in ended.complaints[0]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_a_password_file_that_gives_none_is_reported(
    run: Run, graph: Path, tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "p").write_text(content)
    ended = run("copy", "--from", str(graph), "--to", "b.lbug", "--from-password-file", "p")
    assert ended.code == 2
    assert ended.complaints[0].startswith("--from-password-file：")


def test_a_healthy_graph_is_reported_to_be_so(run: Run, graph: Path) -> None:
    ended = run("check", "--store", str(graph))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"图：{graph}\n引擎：Ladybug ")
    assert "文件 1，任务 3，单位 5，" in ended.out
    assert ended.out.endswith("没有发现问题。\n")
    read = json.loads(run("check", "--store", str(graph), "--format", "json").out)
    assert (read["healthy"], read["problems"], read["nodes"]["Task"]) == (True, [], 3)


def test_damage_is_reported_with_what_to_do(run: Run, plan: Path, tmp_path: Path) -> None:
    run("ingest", plan.name, "--store", "g.lbug")
    with open_store(tmp_path / "g.lbug") as store:
        assert isinstance(store, WritingStore)
        store._in_transaction(lambda it: it.run("MATCH (t:Task {n: 1}) SET t.year = 1999", {}))
    ended = run("check", "--store", "g.lbug")
    assert (ended.code, ended.err) == (1, "")
    assert "发现 1 类问题：\n1. 任务上记的文件、地区或年度与所属文件不符（1 处），例如：t_" in ended.out
    assert "   处理：用 dutygraph remove 移除有关的文件，再重新导入。" in ended.out
    as_json = run("check", "--store", "g.lbug", "--format", "json")
    (problem,) = json.loads(as_json.out)["problems"]
    assert (as_json.code, problem["check"], problem["found"]) == (1, "tasks_unlike_document", 1)
    assert run("check", "--store", "g.lbug", "--format", "csv").out.startswith("check,problem,found,")


def test_a_graph_that_is_not_there_is_exit_2(run: Run) -> None:
    ended = run("check", "--store", "none.lbug")
    assert (ended.code, ended.out) == (2, "")
    assert "还没有图文件" in ended.complaints[0]
