"""Many files parsed, in one process or in several: in order, a few at a time in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from core.errors import UnreadableFile
from ingest.document import ParsedDocument
from ingest.parse import parse_input
from ingest.read.files import Input, inputs

WINDOW = 4  # files under way for each process


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of one file: `document`, or the `error` why not. `path` is as messages name it."""

    path: str
    document: ParsedDocument | None = None
    error: UnreadableFile | None = None


def parse_paths(paths: Sequence[Path], max_bytes: int, *, jobs: int = 1) -> Iterator[Parsed]:
    """Parses files, folders and archives in the order named, with `jobs` processes.

    A file that cannot be read comes as its error, in its place, and stops none of the others.
    """
    files = inputs(paths, max_bytes)
    if jobs <= 1:
        yield from (_parsed(item, None) for item in files)
        return
    # Spawned, for a fork would copy locks that threads of ours may hold.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[Input | UnreadableFile, Future[ParsedDocument | str] | None]] = deque()
        for item in files:
            waiting.append((item, pool.submit(_read, item) if isinstance(item, Input) else None))
            if len(waiting) >= jobs * WINDOW:
                yield _parsed(*waiting.popleft())
        while waiting:
            yield _parsed(*waiting.popleft())


def _read(item: Input) -> ParsedDocument | str:
    """The document, or the sentence that says why there is none: exceptions do not travel whole."""
    try:
        return parse_input(item)
    except UnreadableFile as error:
        return error.reason


def _parsed(item: Input | UnreadableFile, future: Future[ParsedDocument | str] | None) -> Parsed:
    if isinstance(item, UnreadableFile):
        return Parsed(item.path, error=item)
    result = future.result() if future else _read(item)
    if isinstance(result, str):
        return Parsed(item.path, error=UnreadableFile(item.path, result))
    return Parsed(item.path, document=result)
