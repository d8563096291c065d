"""What every bench is asked with."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser(doc: str | None, *, rounds: int, tasks: int | None = None) -> argparse.ArgumentParser:
    """A parser with `--check`, `--rounds` and, of a bench of generated graphs, `--tasks` and `--keep`.

    `doc` is the bench's own docstring; `rounds` and `tasks` are what it takes when nothing is said.
    """
    created = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawTextHelpFormatter)
    created.add_argument("--check", action="store_true", help="exit with 1 if a bar is missed")
    created.add_argument("--rounds", type=int, default=rounds, help=f"timings of each ({rounds})")
    if tasks is not None:
        created.add_argument("--tasks", type=int, default=tasks, help=f"tasks of the graph ({tasks})")
        created.add_argument("--keep", type=Path, help="folder in which generated graphs are kept")
    return created
