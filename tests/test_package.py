"""The built wheel, installed into an empty environment, does the work outside the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("api", "core", "graph", "ingest", "queries")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

PLAN = """\
云州市2024年知识产权保护工作要点

一、加强执法
1.开展“铁拳”行动，查处侵犯商标权案件。（市市场监管局牵头，市公安局配合）
2.开展“剑网2024”专项行动，整治网络侵权盗版。（市版权局、市委网信办按职责分工负责）
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that nothing that lies about in the tree gets in."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, copy)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path_factory.mktemp("wheel")
    run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(copy)], copy
    )
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def dutygraph(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=True)
    pip = [str(folder / SCRIPTS / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--retries", "10", "-c", str(ROOT / "constraints.txt"), str(wheel)], folder)
    return folder / SCRIPTS / "dutygraph"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "云州市2024年工作要点.txt"
    path.write_text(PLAN, "utf-8")
    return path


def run(command: list[str], folder: Path) -> str:
    """Standard output of a command that must succeed, run in `folder` without settings of ours."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUTYGRAPH_")}
    environment.pop("PYTHONPATH", None)
    environment["PYTHONIOENCODING"] = "utf-8"
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_every_data_file_is_in_the_wheel(wheel: Path) -> None:
    """Templates, static files, queries and tables: a file that git ignores would be missing."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    in_tree = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in in_tree} >= {".py", ".cypher", ".csv", ".html", ".css"}
    assert in_tree - inside == set()


def test_the_wheel_holds_only_our_packages_alone(wheel: Path) -> None:
    top = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)


def test_the_installed_command_parses(dutygraph: Path, plan: Path) -> None:
    document = json.loads(run([str(dutygraph), "parse", str(plan)], plan.parent))
    assert [
        [(agency["name"], agency["role"]) for agency in task["responsibilities"]]
        for task in document["tasks"]
    ] == [
        [("市市场监管局", "lead"), ("市公安局", "assist")],
        [("市版权局", "joint"), ("市委网信办", "joint")],
    ]


def test_the_installed_command_loads_and_answers(dutygraph: Path, plan: Path) -> None:
    store = ["--store", str(plan.parent / "graph.lbug")]
    run([str(dutygraph), "ingest", *store, str(plan)], plan.parent)
    question = "市市场监管局牵头哪些任务"
    answer = json.loads(run([str(dutygraph), "ask", *store, "--format", "json", question], plan.parent))
    assert answer["status"] == "answered"
    assert ["铁拳" in row["text"] for row in answer["rows"]] == [True]
