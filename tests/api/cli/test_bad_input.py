"""Bad input: one clear line for each, exit code 2, the rest done, nothing half-written, no traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.api.cli.conftest import PLAN, Run


@pytest.fixture
def bad_files(tmp_path: Path) -> list[str]:
    """Files and folders that cannot be read as documents, each for another reason."""
    (tmp_path / "空.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "picture.png").write_bytes(b"\x89PNG")
    return ["没有.txt", "空.txt", "binary.txt", "folder"]


def test_parse_says_each_bad_file_and_reads_the_others(run: Run, plan: Path, bad_files: list[str]) -> None:
    ended = run("parse", *bad_files[:2], plan.name, *bad_files[2:])
    assert ended.code == 2
    assert [line.split("：")[0] for line in ended.complaints] == bad_files
    assert [len(json.loads(line)["tasks"]) for line in ended.out.splitlines()] == [3]


def test_ingest_says_each_bad_file_and_loads_the_others(run: Run, plan: Path, bad_files: list[str]) -> None:
    ended = run("ingest", *bad_files, plan.name, "--store", "g.lbug", "--format", "json")
    assert ended.code == 2
    assert [line.split("：")[0] for line in ended.complaints] == bad_files
    assert [row["status"] for row in json.loads(ended.out)] == ["failed"] * 4 + ["created"]
    assert len(json.loads(run("documents", "--store", "g.lbug", "--format", "json").out)) == 1


def test_file_over_the_limit_is_refused_and_the_setting_named(run: Run, plan: Path) -> None:
    ended = run("parse", plan.name, DUTYGRAPH_MAX_FILE_BYTES="100")
    assert ended.code == 2
    assert "DUTYGRAPH_MAX_FILE_BYTES" in ended.complaints[0]


def test_document_without_a_clause_is_loaded_with_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("关于开会的通知\n\n定于3月1日开会。\n", "utf-8")
    ended = run("ingest", "通知.txt", "--store", "g.lbug", "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    (row,) = json.loads(ended.out)
    assert (row["tasks"], row["diagnostics"], row["status"]) == (0, 1, "created")


@pytest.mark.parametrize("command", [["documents"], ["ask", "市公安局有哪些任务"], ["remove", "d_x"]])
def test_missing_graph_is_not_made_by_reading(run: Run, tmp_path: Path, command: list[str]) -> None:
    ended = run(*command, "--store", "没有.lbug")
    assert ended.code == 2
    assert len(ended.complaints) == 1
    assert "没有.lbug" in ended.complaints[0]
    assert "dutygraph ingest" in ended.complaints[0]
    assert list(tmp_path.glob("没有*")) == []


@pytest.mark.parametrize("command", [["documents"], ["ask", "市公安局有哪些任务"], ["ingest", "plan.txt"]])
def test_damaged_graph_is_reported_and_left_alone(
    run_process: Run, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    damaged = tmp_path / "broken.lbug"
    damaged.write_bytes(b"no graph at all " * 512)
    before = damaged.read_bytes()
    ended = run_process(*command, "--store", "broken.lbug")
    assert ended.code == 2
    assert len(ended.complaints) == 1
    assert "broken.lbug" in ended.complaints[0]
    assert damaged.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == {"plan.txt", "broken.lbug"}


def test_store_path_that_cannot_be_written_is_reported(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for where, message in (
        ("file/g.lbug", "建立文件夹：.*；请检查路径、写入权限和磁盘空间$"),
        (str(tmp_path), "是一个文件夹；请给出文件的路径$"),
    ):
        ended = run("ingest", plan.name, "--store", where)
        assert (ended.code, ended.out) == (2, "")
        (complaint,) = ended.complaints
        assert where in complaint
        assert re.search(message, complaint), complaint


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "nothing/here"], "没有名为 nothing/here 的查询"),
        (["query", "agencies/tasks"], "agency：查询 agencies/tasks 必须给这个参数"),
        (["query", "documents/years", "-p", "region"], "“region”应写成 名=值"),
        (["query", "documents/years", "-p", "=x"], "“=x”应写成 名=值"),
        (["query", "documents/years", "-p", "nope=1"], "nope：查询 documents/years 没有这个参数"),
        (["query", "agencies/list", "-p", "limit=many"], "limit：应为整数"),
        (["query", "agencies/list", "-p", "limit=1", "-p", "limit=2"], "limit：只能给一次"),
        (["queries", "nothing/here"], "没有名为 nothing/here 的查询"),
        (["remove", "d_nothing"], "图中没有这个文件：d_nothing"),
        (["ask", "市公安局有哪些任务", "--region", "火星"], "图中没有地区“火星”"),
        (["ask", "2024年市公安局有哪些任务", "--year", "2016"], "请只留一个"),
        (["ask", "市公安局有哪些任务", "--format", "xml"], "没有“xml”这种格式"),
        (["ask", "市公安局有哪些任务", "--year", "今年"], "--year 须是整数"),
        (["ask", "市公安局有哪些任务", "--limit", "501"], "--limit 不得大于 500"),
        (["ask"], "缺少参数 问题"),
        (["ask", "市公安局", "有哪些任务"], "多余的参数：有哪些任务"),
        (["parse"], "缺少参数 文件…"),
        (["dance"], "没有“dance”这个命令"),
        (["documents", "--loud"], "没有“--loud”这个选项"),
        (["documents", "--format"], "选项 --format 后面缺少值"),
        (["documents", "--store", "bolt://localhost"], "bolt://localhost"),
        (["key", "new", "local"], "名称不能用"),
        (["key", "new", "office", "--scope", "all"], "权限只能是 read、write、cypher"),
        (["serve", "--port", "99999"], "不得大于 65535"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_exit_2(
    run: Run, graph: Path, arguments: list[str], said: str
) -> None:
    ended = run(*arguments, DUTYGRAPH_STORE=str(graph))
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.complaints) == 1
    assert said in ended.complaints[0]


def test_setting_that_is_none_is_reported(run_process: Run) -> None:
    ended = run_process("documents", DUTYGRAPH_STROE="g.lbug")
    assert ended.code == 2
    assert "DUTYGRAPH_STROE" in ended.complaints[0]
