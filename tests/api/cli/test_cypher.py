"""`dutygraph cypher`: what it prints, its parameters, its limits, and beside a server."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.api.cli.conftest import Run
from tests.api.cli.test_serve import serving

LEADS = "MATCH (a:Agency)-[r:LEADS]->(t:Task) RETURN a.name AS name, t.n AS n, r.basis AS basis ORDER BY n"
PRODUCT = (
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h)"
    " RETURN count(DISTINCT left(a.id + b.id + c.id + d.id + e.id + f.id + g.id + h.id, 1)) AS n"
)


def test_rows_are_printed_in_each_format(run: Run, graph: Path) -> None:
    rows = [
        {"name": "市委宣传部", "n": 1, "basis": "named"},
        {"name": "市市场监管局", "n": 2, "basis": "sole"},
    ]
    store = ("--store", str(graph))
    ended = run("cypher", LEADS, *store, "--format", "json")
    assert (ended.code, ended.err, json.loads(ended.out)) == (0, "", rows)
    assert run("cypher", LEADS, *store, "--format", "csv").out.splitlines() == [
        "name,n,basis",
        "市委宣传部,1,named",
        "市市场监管局,2,sole",
    ]
    assert "市委宣传部" in run("cypher", LEADS, *store).out


def test_parameters_are_json_or_text(run: Run, graph: Path) -> None:
    provided = {"a": "2024", "b": '"2024"', "c": "市公安局", "d": "[1, 2]", "e": "true"}
    ended = run(
        "cypher",
        "RETURN $a AS a, $b AS b, $c AS c, $d AS d, $e AS e",
        *(part for name, value in provided.items() for part in ("-p", f"{name}={value}")),
        *("--format", "json", "--store", str(graph)),
    )
    assert json.loads(ended.out) == [{"a": 2024, "b": "2024", "c": "市公安局", "d": [1, 2], "e": True}]


def test_rows_that_are_left_out_are_reported(run: Run, graph: Path) -> None:
    ended = run("cypher", LEADS, "--rows", "1", "--format", "json", "--store", str(graph))
    assert (ended.code, len(json.loads(ended.out))) == (0, 1)
    assert ended.complaints == ["结果不止这些，只列出前 1 行；用 --rows 可以多列"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["MATCH (a) DETACH DELETE a"], "第 1 行第 11 列“) DETACH”"),
        (["COPY Agency TO 'x.csv'"], "第 1 行第 1 列“COPY”"),
        (["MATCH (a:Nothing) RETURN a"], "Table Nothing does not exist"),
        ([PRODUCT, "--seconds", "0.5"], "超过 0.5 秒"),
        (["RETURN $x AS n"], "$x 没有给出值"),
        (["RETURN 1 AS n", "-p", "x=1"], "语句里没有 $x"),
        (["RETURN $x AS n", "-p", "x=1", "-p", "x=2"], "x：只能给一次"),
        (["RETURN $x AS n", "-p", "x=NaN"], "x：不是有限的数"),
        (["RETURN 1 AS n", "--rows", "0"], "--rows 不得小于 1"),
        (["RETURN 1 AS n", "--seconds", "601"], "--seconds 不得大于 600"),
        (["RETURN 1 AS n", "--seconds", "nan"], "--seconds 不得大于 600"),
        (["RETURN 1 AS n", "--memory", "1"], "--memory 不得小于 128"),
        (["RETURN 1 AS n", "--format", "xml"], "没有“xml”这种格式"),
        ([], "缺少参数 语句"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_exit_2(
    run: Run, graph: Path, arguments: list[str], message: str
) -> None:
    before = graph.read_bytes()
    ended = run("cypher", *arguments, DUTYGRAPH_STORE=str(graph))
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.complaints) == 1
    assert message in ended.complaints[0]
    assert graph.read_bytes() == before


def test_missing_graph_is_not_made(run: Run, tmp_path: Path) -> None:
    ended = run("cypher", "RETURN 1 AS n", "--store", "没有.lbug")
    assert ended.code == 2
    assert "没有.lbug" in ended.complaints[0]
    assert list(tmp_path.glob("没有*")) == []


def test_it_works_beside_a_server(run: Run, graph: Path, tmp_path: Path) -> None:
    store = shutil.copy(graph, tmp_path / "g.lbug")
    with serving(Path(store)):
        ended = run("cypher", LEADS, "--store", "g.lbug", "--format", "json")
        assert (ended.code, len(json.loads(ended.out))) == (0, 2)
