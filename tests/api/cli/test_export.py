"""`dutygraph export`: the same filters as the API, whole files or none, one line for what goes wrong."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from pathlib import Path

import pytest

from api.cli.export import FORMATS, ONLY, OPTIONS, REPEATABLE
from api.models.parameters import ExportParameters
from graph.exports import catalogue
from tests.api.cli.conftest import COMMAND, PLAN, Run, environment


def lines(out: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))[1:]


def test_there_is_an_option_for_every_parameter() -> None:
    fields = ExportParameters.model_fields
    assert OPTIONS.keys() == fields.keys()
    assert {name for name, field in fields.items() if field.default == []} == REPEATABLE
    assert FORMATS.keys() == catalogue.FORMATS.keys()
    assert {form: name for name, forms in ONLY.items() for form in forms} == catalogue.CHOSEN_BY


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_has_a_help_page_with_its_options(run: Run, form: str) -> None:
    page = run("export", form, "--help").out
    reported = [name for name in OPTIONS if f"--{name.replace('_', '-')} " in page]
    assert reported == [name for name in OPTIONS if form in ONLY.get(name, (form,))]


def test_a_ledger_goes_to_standard_output(run: Run, graph: Path) -> None:
    ended = run("export", "csv", "--store", str(graph))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("\ufeff序号,工作任务,具体内容")
    assert [row[3] for row in lines(ended.out)] == ["市委宣传部", "市市场监管局（独立负责）", ""]
    assert run("export", "csv", "-o", "-", "--store", str(graph)).out == ended.out


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        (["--agency", "市公安局"], 2),
        (["--agency", "市公安局", "--role", "assist"], 1),
        (["--role", "lead", "--role", "joint"], 3),
        (["--basis", "sole"], 1),
        (["--year", "2024", "--region", "云州市"], 3),
        (["--campaign", "铁拳"], 1),
        (["-q", "知识产权"], 1),
        (["--year", "2023"], 0),
        (["--year", "2023", "--year", "2024"], 3),
        (["--due", "ongoing"], 0),
        (["--scope", "subtree", "--region", "云州市"], 3),
    ],
)
def test_filters_narrow(run: Run, graph: Path, arguments: list[str], numbers: int) -> None:
    ended = run("export", "csv", "--store", str(graph), *arguments)
    assert (ended.code, ended.err) == (0, "")
    assert len(lines(ended.out)) == numbers


@pytest.mark.parametrize("form", ["csv", "xlsx", "graphml", "gexf", "parquet"])
def test_a_file_is_written_whole_and_nothing_beside_it(
    run: Run, graph: Path, tmp_path: Path, form: str
) -> None:
    ended = run("export", form, "-o", f"out.{form}", "--store", str(graph))
    assert (ended.code, ended.err) == (0, "")
    assert f"out.{form}" in ended.out
    assert ended.out.startswith("已导出")
    assert [path.name for path in tmp_path.iterdir()] == [f"out.{form}"]
    again = run("export", form, "-o", f"out.{form}", "--store", str(graph))
    assert again.code == 0
    assert (tmp_path / f"out.{form}").stat().st_size > 500


def test_into_a_folder_the_name_tells_the_filters(run: Run, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "导出").mkdir()
    run("export", "xlsx", "-o", "导出", "--layout", "gaps", "--year", "2024", "--store", str(graph))
    assert [path.name for path in (tmp_path / "导出").iterdir()] == ["责任分工查漏表-2024.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pdf"], "格式：没有“pdf”；可用的是 csv、xlsx、graphml、gexf、parquet"),
        (["csv", "--year", "前年"], "--year：须是整数"),
        (["csv", "--role", "boss"], "--role：只能是"),
        (["csv", "--layout", "per_agency"], "layout：csv 没有“per_agency”；可用的是 ledger、gaps"),
        (["gexf", "--table", "tasks"], "没有“--table”这个选项"),
        (["csv", "--agency", "市水务局"], "agency：图中没有“市水务局”这个单位"),
        (["csv", "-o", "no/such/folder.csv"], "没有这个文件夹"),
        (["csv", "-o", "plan.txt/a.csv"], "没有这个文件夹"),
    ],
)
def test_what_the_user_can_mend_is_one_line(
    run: Run, graph: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "plan.txt").write_text("一行", "utf-8")
    ended = run("export", arguments[0], "--store", str(graph), *arguments[1:])
    assert (ended.code, ended.out) == (2, "")
    (line,) = ended.complaints
    assert message in line
    assert [path.name for path in tmp_path.iterdir()] == ["plan.txt"]


def test_what_fails_leaves_the_file_that_was_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("旧", "utf-8")
    ended = run("export", "csv", "-o", "old.csv", "--store", "none.lbug")
    assert ended.code == 2
    assert (tmp_path / "old.csv").read_text("utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_reported(run: Run, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    ended = run("export", "csv", "-o", "shut/a.csv", "--store", str(graph))
    assert (ended.code, "没有写入权限" in ended.err) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="devices of a POSIX system")
def test_a_device_is_written_and_not_replaced(run: Run, graph: Path) -> None:
    assert run("export", "csv", "-o", os.devnull, "--store", str(graph)).code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of POSIX systems")
def test_a_workbook_is_not_shown_on_a_terminal(graph: Path) -> None:
    import pty

    primary, terminal = pty.openpty()
    try:
        done = subprocess.run(
            [COMMAND, "export", "xlsx", "--store", str(graph)],
            stdout=terminal,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
            timeout=300,
        )
    finally:
        os.close(terminal)
        os.close(primary)
    assert done.returncode == 2
    assert "请用 -o 写明文件" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "purpose"),
    [
        (["freeze", "folder"], "冻结"),
        (["freeze", "folder", "--source", "plan.txt"], "冻结"),
        (["export", "parquet", "-o", "tasks.parquet"], "导出 parquet "),
    ],
)
def test_without_its_extra_a_command_says_what_to_install_and_writes_nothing(
    run_process: Run, graph: Path, tmp_path: Path, arguments: list[str], purpose: str
) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "pyarrow.py").write_text("raise ImportError('no pyarrow here')\n", "utf-8")
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    ended = run_process(
        *arguments, "--store", str(graph), PYTHONPATH=str(packages), PYTHONDONTWRITEBYTECODE="1"
    )
    assert (ended.code, ended.out) == (2, "")
    assert ended.complaints == [f"{purpose}需要 pyarrow，请先安装：pip install 'dutygraph[parquet]'"]
    assert sorted(tmp_path.rglob("*")) == before
