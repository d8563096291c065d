"""Bring the runs that the READMEs show up to date: `python -m tools.readme`, or `make readme`.

A console block is one command and what it prints on the samples, on a terminal of 100 columns. A
block in which `……` stands for lines left out is not rewritten: the test tells when it is no
longer true.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
OMISSION = "……"
BLOCK = re.compile(r"^```console\n\$ (?P<command>.*)\n(?P<shown>(?:.*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A command and the lines that a README shows below it."""

    command: str
    shown: list[str]


def examples(readme: str) -> list[Example]:
    """The console blocks of a README, in order."""
    text = (ROOT / readme).read_text("utf-8")
    return [Example(block["command"], block["shown"].splitlines()) for block in BLOCK.finditer(text)]


def printed(command: str, folder: Path) -> list[str]:
    """The lines that a command prints in `folder`, without spaces at their ends. It must succeed."""
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
    if result.returncode != 0:
        raise RuntimeError(f"{command}\n{result.stderr}")
    return [line.rstrip() for line in result.stdout.rstrip().splitlines()]


def main() -> None:
    """Run every command once, in the order of the first README, and rewrite both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "samples", folder / "samples")
        output: dict[str, list[str]] = {}
        for readme in READMES:
            for example in examples(readme):
                if example.command not in output:
                    output[example.command] = printed(example.command, folder)
    for readme in READMES:
        path = ROOT / readme
        path.write_text(BLOCK.sub(lambda block: _rewritten(block, output), path.read_text("utf-8")), "utf-8")


def _rewritten(block: re.Match[str], output: dict[str, list[str]]) -> str:
    if OMISSION in block["shown"].splitlines():
        return block[0]
    lines = output[block["command"]]
    while lines and not lines[0]:
        lines = lines[1:]
    return "\n".join(["```console", f"$ {block['command']}", *lines, "```"])


if __name__ == "__main__":
    main()
