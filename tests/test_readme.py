"""What the READMEs show is what the commands print, on the samples that they name."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tools.readme import OMISSION, READMES, ROOT, examples, printed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")


def shows(printed: list[str], shown: list[str]) -> bool:
    """Whether `shown` is what was printed, but for empty lines and for what stands for `……`."""
    lines = [line for line in shown if line]
    pattern = "".join("(?:.*\n)*?" if line == OMISSION else re.escape(f"{line}\n") for line in lines)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed if line)) is not None


def test_an_omission_stands_for_lines_and_nothing_else_does() -> None:
    assert shows(["a", "b", "c"], ["a", OMISSION])
    assert not shows(["a", "b", "c"], ["a", OMISSION, "b"])
    assert not shows(["a", "b", "c"], ["a", "c"])


def test_the_commands_print_what_is_shown(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    runs = examples(READMES[0])
    assert len(runs) >= 4
    for run in runs:
        output = printed(run.command, tmp_path)
        assert shows(output, run.shown), "run `make readme` if this is right:\n" + "\n".join(output)


def test_both_languages_show_the_same_runs() -> None:
    first, second = READMES
    assert examples(first) == examples(second)
