"""The command in a folder of its own: in this process where words are tested, or as a user starts it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from api.cli import main

COMMAND = str(Path(sys.executable).with_name("dutygraph"))
_HANGS = 300
"""Seconds after which a command hangs; a busy machine is no fault of it."""

PLAN = """关于印发2024年云州市打击侵权假冒工作要点的通知

一、重点任务
（一）开展“剑网2024”专项行动，打击网络侵权盗版。（市委宣传部牵头，市公安局、市文广旅局配合）
（二）开展“铁拳”行动，查处假冒伪劣商品。（市市场监管局负责）
（三）加强重点市场知识产权保护。（市市场监管局、市公安局按职责分工负责）

云州市人民政府办公室
2024年3月1日
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """The lines on standard error, without the name of the command before each."""
        lines = self.err.splitlines()
        assert all(line.startswith("dutygraph: ") for line in lines), self.err
        return [line.removeprefix("dutygraph: ") for line in lines]


Run = Callable[..., Ended]


def environment(**settings: str) -> dict[str, str]:
    """That of the tests, without settings of the user's own, and with those given."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DUTYGRAPH_")}
    return own | {"PYTHONWARNINGS": "error"} | settings


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `dutygraph` with arguments in the test's folder, in this process."""

    def called(*arguments: str, **settings: str) -> Ended:
        out, err = io.BytesIO(), io.BytesIO()
        with (
            chdir(tmp_path),
            patch.dict(os.environ, environment(**settings), clear=True),
            patch.object(sys, "argv", [COMMAND, *arguments]),
            text_stream("stdout", out) as stdout,
            text_stream("stderr", err) as stderr,
            pytest.raises(SystemExit) as ended,
        ):
            main()
        stdout.flush()
        stderr.flush()
        code = ended.value.code
        assert isinstance(code, int)
        return Ended(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))

    return called


@contextmanager
def text_stream(name: str, raw: io.BytesIO) -> Iterator[io.TextIOWrapper]:
    """Put a stream of this process over the bytes, in an encoding that is not the one to print in."""
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    with patch.object(sys, name, stream):
        yield stream


@pytest.fixture
def run_process(tmp_path: Path) -> Run:
    """Runs `dutygraph` with arguments in the test's folder as a user does, in a process of its own."""

    def started(*arguments: str, **settings: str) -> Ended:
        done = subprocess.run(
            [COMMAND, *arguments],
            cwd=tmp_path,
            env=environment(**settings),
            capture_output=True,
            timeout=_HANGS,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return started


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A work plan in a file whose name is Chinese and holds a blank."""
    path = tmp_path / "工作 要点（2024）.txt"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph that holds the plan; tests only read it."""
    folder = tmp_path_factory.mktemp("graph")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    path = folder / "plan.lbug"
    subprocess.run(
        [COMMAND, "ingest", "plan.txt", "--store", str(path)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        timeout=_HANGS,
        check=True,
    )
    return path
