"""`dutygraph parse` over many files: in several processes, and its balance."""

from __future__ import annotations

import json
from pathlib import Path

from tests.api.cli.conftest import Run


def test_jobs_print_the_same_in_the_same_order(run: Run, plan: Path) -> None:
    for number in range(5):
        plan.with_name(f"{number}.txt").write_text(f"1．清理第{number}段河道。（市水务局负责）\n", "utf-8")
    entry = run("parse", ".")
    two = run("parse", "--jobs", "2", ".")
    assert (two.code, two.out) == (0, entry.out)
    assert len(entry.out.splitlines()) == 6
    assert run("parse", "--jobs", "0", ".").code == 2


def test_a_report_counts_what_looks_like_a_clause_and_what_became_of_it(run: Run, plan: Path) -> None:
    plan.with_name("b.txt").write_text("1．清理河道（包括负责人）。（市水务局负责）\n", "utf-8")
    ended = run("parse", "--report", "b.txt", "没有.txt")
    assert ended.code == 2
    assert ended.complaints == ["没有.txt：没有这个文件或文件夹，请检查路径"]
    heading, _, row = (line.split() for line in ended.out.splitlines() if line.strip())
    assert heading == ["来源", "任务", "疑似责任分工", "已读出", "另有所指", "提示核对", "遗漏"]
    assert row == ["b.txt", "1", "2", "1", "1", "0", "0"]


def test_documents_of_other_formats_are_read_by_their_content(run: Run, plan: Path) -> None:
    page = "<html><body><div id='zoom'><p>1．清理河道。（市水务局负责）</p></div></body></html>"
    plan.with_name("网页.txt").write_text(page, "utf-8")
    plan.with_name("台账.csv").write_bytes("任务,责任单位\n巡河,市水务局\n".encode("gb18030"))
    read = [json.loads(line) for line in run("parse", "网页.txt", "台账.csv").out.splitlines()]
    assert [[task["text"] for task in entry["tasks"]] for entry in read] == [["清理河道。"], ["巡河"]]
    assert read[1]["places"][0]["cell"] == "A2"
