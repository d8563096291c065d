"""A bar that shows how far a long command is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Advance(Protocol):
    """Tells the bar that so many more are done, and of how many where that was not known before."""

    def __call__(self, done: int = 1, total: int | None = None, /) -> object: ...


@contextmanager
def progress(words: str, total: int | None) -> Iterator[Advance]:
    """A bar on standard error while a person watches; call the result for what is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    out = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, disable=not out.is_terminal, transient=True) as bar:
        task = bar.add_task(words, total=total)

        def advance(done: int = 1, total: int | None = None, /) -> None:
            bar.update(task, advance=done, total=total)

        yield advance
