"""What the READMEs show is what the commands print, on the samples that they name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OMISSION = "……"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")


def examples(readme: str) -> list[tuple[str, list[str]]]:
    """The commands of the console blocks in order, each with the lines that are shown below it."""
    text = (ROOT / readme).read_text("utf-8")
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        command, *shown = block.rstrip().splitlines()
        assert command.startswith("$ ")
        found.append((command[2:], shown))
    return found


def printed(command: str, folder: Path) -> list[str]:
    """The lines that a command prints to a terminal of 100 columns."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUTYGRAPH_")}
    environment |= {
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{environment['PATH']}",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
    }
    result = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return written(result.stdout.splitlines())


def written(lines: list[str]) -> list[str]:
    """Lines without what a README leaves out: empty ones and spaces at the end."""
    return [line.rstrip() for line in lines if line.strip()]


def shows(printed: list[str], shown: list[str]) -> bool:
    """Whether `shown` is what was printed, but for what stands for `……`."""
    pattern = "".join("(?:.*\n)*?" if line == OMISSION else re.escape(f"{line}\n") for line in written(shown))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def test_an_omission_stands_for_lines_and_nothing_else_does() -> None:
    assert shows(["a", "b", "c"], ["a", OMISSION])
    assert not shows(["a", "b", "c"], ["a", OMISSION, "b"])
    assert not shows(["a", "b", "c"], ["a", "c"])


def test_the_commands_print_what_is_shown(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    commands = examples("README.md")
    assert len(commands) >= 4
    for command, shown in commands:
        output = printed(command, tmp_path)
        assert shows(output, shown), f"{command}\n" + "\n".join(output)


def test_both_languages_show_the_same_runs() -> None:
    assert examples("README.md") == examples("README.zh-CN.md")
