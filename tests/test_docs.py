"""READMEs and docs are true: commands print what is shown, and what they name is there."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from api.cli.app import app
from api.config.settings import Settings, variable_of
from tools.console_blocks import OMISSION, PAGES, READMES, ROOT, Block, blocks, prepare, run

LANGUAGES = {"console", "sh", "python", "text", "json", "toml", "yaml", "cypher"}
ELSEWHERE = "py2neo"  # tests/graph/test_py2neo.py runs that example on a Neo4j
OTHER_VARIABLES = {"DUTYGRAPH_NEO4J_"}
PROSE = re.compile(r"`(dutygraph [^`]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]*)(#[^)\s]*)?\)")
COMMANDS = re.compile(r"^(?:\.venv/bin/)?dutygraph\b(?P<rest>.*)")


def shows(printed: list[str], shown: list[str]) -> bool:
    """Whether `shown` is what was printed, but for empty lines and for what stands for `……`."""
    lines = [line for line in shown if line]
    pattern = "".join("(?:.*\n)*?" if line == OMISSION else re.escape(f"{line}\n") for line in lines)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed if line)) is not None


def test_an_omission_stands_for_lines_and_nothing_else_does() -> None:
    assert shows(["a", "b", "c"], ["a", OMISSION])
    assert not shows(["a", "b", "c"], ["a", OMISSION, "b"])
    assert not shows(["a", "b", "c"], ["a", "c"])


def runnable(page: str) -> list[Block]:
    return [
        block
        for block in blocks(page)
        if not block.reason
        and block.language in ("console", "sh", "python")
        and ELSEWHERE not in "\n".join(block.lines)
    ]


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("page", [page for page in PAGES if runnable(page)])
def test_the_commands_of_a_page_print_what_is_shown(page: str, tmp_path: Path) -> None:
    prepare(page, tmp_path)
    for block in runnable(page):
        printed = run(block, tmp_path)
        if block.language == "console":
            assert shows(printed, block.shown), "run `make readme` if this is right:\n" + "\n".join(printed)


def test_both_languages_show_the_same_runs() -> None:
    first, second = ([b for b in blocks(page) if b.language == "console"] for page in READMES)
    assert len(first) >= 3
    assert first == second


@pytest.mark.parametrize("page", PAGES)
def test_every_block_says_its_language(page: str) -> None:
    assert [block.lines for block in blocks(page) if block.language not in LANGUAGES] == []
    fences = [
        line for line in (ROOT / page).read_text("utf-8").splitlines() if line.lstrip().startswith("```")
    ]
    assert len(fences) == 2 * len(blocks(page))


@cache
def commands() -> dict[str, set[str]]:
    """The options of each command, by its name."""
    options_of: dict[str, set[str]] = {}

    def walk(name: str, command: Any) -> None:
        options = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
        options_of[name] = options
        for own, child in getattr(command, "commands", {}).items():
            walk(f"{name} {own}".strip(), child)

    walk("", get_command(app))
    return options_of


def faults(line: str) -> list[str]:
    """What a command line of ours names that there is not."""
    words = line.split("#")[0].split("|")[0].split()[1:]
    name = ""
    while words and f"{name} {words[0]}".strip() in commands():
        name = f"{name} {words.pop(0)}".strip()
    if words and not name and not words[0].startswith("-"):
        return [f"no command {words[0]}"]
    options = [re.split("[= ]", word)[0].rstrip("，。；、") for word in words if re.match("--?[a-z]", word)]
    return [f"{name} has no {option}" for option in options if option not in commands()[name]]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("dutygraph ask 市公安局牵头哪些任务 --year 2024", False),
        ("dutygraph export xlsx -o 台账.xlsx --layout gaps", False),
        ("dutygraph exports xlsx", True),
        ("dutygraph ask 市公安局 --layout gaps", True),
        ("dutygraph export csv --table duties", True),
    ],
)
def test_a_command_that_is_not_there_is_recognised(line: str, wrong: bool) -> None:
    assert bool(faults(line)) is wrong


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_that_are_not_run_are_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    lines = [command for block in blocks(page) for command in block.commands]
    ours = [line for line in lines if COMMANDS.match(line)] + PROSE.findall(text)
    assert [fault for line in ours for fault in faults(line)] == []


@pytest.mark.parametrize("page", PAGES)
def test_targets_of_make_are_there(page: str) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z0-9-]+)", text, re.MULTILINE))
    assert named - targets == set()


@pytest.mark.parametrize("page", PAGES)
def test_settings_are_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"DUTYGRAPH_[A-Z0-9_]*", text)) - {"DUTYGRAPH_"}
    assert named <= {variable_of(name) for name in Settings.model_fields} | OTHER_VARIABLES


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_of_the_repository(page: str) -> None:
    folder = (ROOT / page).parent
    targets = [path for path, _ in LINK.findall((ROOT / page).read_text("utf-8")) if path]
    assert [path for path in targets if not (folder / path).exists()] == []


def test_every_page_of_the_docs_is_linked_from_another() -> None:
    linked = {
        ((ROOT / page).parent / path).resolve()
        for page in PAGES
        for path, _ in LINK.findall((ROOT / page).read_text("utf-8"))
    }
    assert [page for page in PAGES if page not in READMES and (ROOT / page).resolve() not in linked] == []


@pytest.mark.parametrize(("page", "most"), [(READMES[0], 160), (READMES[1], 160), ("ARCHITECTURE.md", 250)])
def test_the_first_pages_are_short(page: str, most: int) -> None:
    assert len((ROOT / page).read_text("utf-8").splitlines()) <= most


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_files_and_tests_that_developers_are_sent_to_are_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"\b(?:api|bench|core|graph|ingest|queries|tests|tools)/[\w./]*\w", text))
    wanted = {path for path in named if "<" not in path and not (ROOT / path).exists()}
    wanted -= {path for path in named if (ROOT / path).with_suffix(".py").exists()}
    assert wanted == set()


def test_the_notes_on_this_version_are_dated() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(
        rf"^## \[{re.escape(project['version'])}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE
    )
