"""The commands in READMEs and docs, run on the samples: `python -m tools.console_blocks`, or `make readme`.

Three kinds of fenced block hold commands:

    console     one command after `$ `, then what it prints on a terminal of 100 columns
    sh          commands of which only the success counts, one a line
    python      a program

A block below the line `<!-- not run: why -->` is not run: it starts a server, installs something
or needs Neo4j. Each page is run in a folder of its own, from top to bottom, with `samples/` beside
it and, unless it loads them itself, the samples loaded. A console block in which `……` stands for
lines left out is not rewritten: the test fails when it is no longer true.

A command of ours that needs no shell runs in this process, since starting Python anew for each of
them takes most of the time.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = (
    *READMES,
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
)
OMISSION = "……"
BLOCK = re.compile(
    r"^(?:[ ]*<!-- not run: (?P<reason>.+) -->\n)?"
    r"(?P<indent>[ ]*)```(?P<language>\w*)\n(?P<content>(?:.*\n)*?)(?P=indent)```$",
    re.MULTILINE,
)
SHELL_SIGNS = re.compile(r"[|&;<>$`]|^\w+=")
LOADED = "ingest"


@dataclass(frozen=True)
class Block:
    """A fenced block; `reason` says why it is not run, where it is not."""

    language: str
    lines: tuple[str, ...]
    reason: str | None

    @property
    def commands(self) -> list[str]:
        """The shell commands in it, those of several lines joined."""
        if self.language == "console":
            return [self.lines[0].removeprefix("$ ")]
        if self.language != "sh":
            return []
        joined = "\n".join(self.lines).replace("\\\n", " ")
        return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]

    @property
    def shown(self) -> list[str]:
        """The output that a console block shows."""
        return list(self.lines[1:]) if self.language == "console" else []


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [_block(match) for match in BLOCK.finditer((ROOT / page).read_text("utf-8"))]


def _block(match: re.Match[str]) -> Block:
    width = len(match["indent"])
    lines = tuple(line[width:] for line in match["content"].splitlines())
    return Block(match["language"], lines, match["reason"])


def prepare(page: str, folder: Path) -> None:
    """Put into the folder what a page starts from: the samples, and a graph of them unless it makes it."""
    shutil.copytree(ROOT / "samples", folder / "samples", ignore=shutil.ignore_patterns("gold"))
    commands = [command for block in blocks(page) if not block.reason for command in block.commands]
    loads = any(f"dutygraph {LOADED} samples" in command for command in commands)
    if (not loads and any(block.language == "python" for block in blocks(page))) or (commands and not loads):
        output(f"dutygraph {LOADED} samples", folder)


def run(block: Block, folder: Path) -> list[str]:
    """Run a block in the folder: its output, by lines, without spaces at their ends. It must succeed."""
    if block.language == "python":
        return _lines(_subprocess([sys.executable, "-c", "\n".join(block.lines)], folder))
    return [line for command in block.commands for line in output(command, folder)]


def output(command: str, folder: Path) -> list[str]:
    """The lines that a command prints in the folder. Raises RuntimeError where it fails."""
    if SHELL_SIGNS.search(re.sub(r"'[^']*'", "", command)) or not command.startswith("dutygraph "):
        return _lines(_subprocess(["/bin/sh", "-c", command], folder))
    return _lines(_in_process(command, folder))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("DUTYGRAPH_")}
    return own | {
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{own['PATH']}",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
    }


def _subprocess(arguments: list[str], folder: Path) -> str:
    ended = subprocess.run(
        arguments, cwd=folder, env=_environment(), capture_output=True, encoding="utf-8", check=False
    )
    if ended.returncode != 0:
        raise RuntimeError(f"{arguments[-1]}\n{ended.stderr}")
    return ended.stdout


def _in_process(command: str, folder: Path) -> str:
    from api.cli import main as dutygraph

    printed, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    code: object = 0
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, _environment(), clear=True),
        mock.patch.object(sys, "argv", list(_words(command))),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(errors),
    ):
        try:
            dutygraph()
        except SystemExit as ended:
            code = ended.code
    texts = []
    for stream in (printed, errors):
        stream.flush()
        stream.seek(0)
        texts.append(stream.read())
    if code:
        raise RuntimeError(f"{command}\n{texts[1]}")
    return texts[0]


def _words(command: str) -> Iterator[str]:
    """The words of a command as a shell hands them over: quotes removed, patterns replaced by files."""
    for word in shlex.split(command):
        files = sorted(str(path) for path in Path().glob(word)) if "*" in word else []
        yield from files or [word]


def main() -> None:
    """Run the console blocks of every page, and put what they print now into the page."""
    for page in PAGES:
        if not any(block.language == "console" for block in blocks(page)):
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(page, folder)
            outputs = {
                block: run(block, folder)
                for block in blocks(page)
                if block.language in ("console", "sh") and not block.reason
            }
        path = ROOT / page
        renewed = partial(_rewritten, outputs=outputs)
        path.write_text(BLOCK.sub(renewed, path.read_text("utf-8")), "utf-8")


def _rewritten(match: re.Match[str], outputs: dict[Block, list[str]]) -> str:
    block = _block(match)
    if block.language != "console" or block.reason or OMISSION in block.shown:
        return match[0]
    lines = outputs[block]
    while lines and not lines[0]:
        lines = lines[1:]
    indent = match["indent"]
    text = ["```console", block.lines[0], *lines, "```"]
    return "\n".join(f"{indent}{line}".rstrip() for line in text)


if __name__ == "__main__":
    main()
