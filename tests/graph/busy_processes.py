"""What other processes do to a graph file in `test_processes.py`: run as `python -m`, told by arguments.

Each prints one JSON object a line. A document's edition is in the words of each of its tasks, so
a reader that sees two editions in one document has seen a wrong row.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from core.errors import StoreError
from graph import open_store
from graph.records import DocumentGraph
from tests.graph.plans import CULTURE, MARKET, POLICE, Line, plan

TASKS = 12
DOCUMENTS = 3
LEAST_ROUNDS = 5
PATIENCE = 60


def edition(number: int, edition: int) -> DocumentGraph:
    """One of the documents, in one of its editions."""
    agencies = (MARKET, POLICE, CULTURE)
    return plan(
        f"文件{number}",
        [
            Line(f"文件{number}任务{n}第{edition}版", ((agencies[n % 3], "lead"),), ("剑网",))
            for n in range(TASKS)
        ],
    )


def say(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def write(path: str, address: str, rounds: int) -> None:
    """Write edition after edition, and tell each that is in."""
    with open_store(path, address=address or None, wait=PATIENCE) as store:
        say(ready=True)
        for number in range(rounds):
            location, count = number % DOCUMENTS, number // DOCUMENTS
            outcome = store.replace_document(edition(location, count))
            say(document=location, edition=count, revision=outcome.revision)


def read(path: str, seconds: float, again: bool) -> None:
    """Read for a while, in one opening or (`again`) in a new one each time; tell what was wrong."""
    reads = 0
    wrong: list[object] = []
    revisions: list[int] = []
    store = open_store(path, read_only=True, wait=PATIENCE)
    until = time.monotonic() + seconds

    def seen_enough() -> bool:
        """Whether a write was seen, too: on a busy machine the first may take its time."""
        late = time.monotonic() > until + PATIENCE
        return time.monotonic() > until and (
            late or (len(revisions) >= LEAST_ROUNDS and revisions[-1] > revisions[0])
        )

    while not seen_enough():
        if again:
            store.close()
            store = open_store(path, read_only=True, wait=PATIENCE)
        before = store.read("store/state")[0]["revision"]
        assert isinstance(before, int)
        for location in range(DOCUMENTS):
            rows = store.read("tasks/list", {"document": edition(location, 0).document.id})
            editions = {str(row["text"]).rpartition("第")[2] for row in rows}
            if rows and (len(rows) != TASKS or len(editions) != 1):
                wrong.append([len(rows), sorted(editions)])
            reads += 1
        revisions.append(before)
    store.close()
    say(reads=reads, wrong=wrong, grew=revisions == sorted(revisions), first=revisions[0], last=revisions[-1])


def ingest(path: str, seconds: float) -> None:
    """Try to write beside the owner; tell what was said each time."""
    until = time.monotonic() + seconds
    tries, message = 0, set()
    while time.monotonic() < until:
        tries += 1
        try:
            with open_store(path):
                message.add("opened")
        except StoreError as error:
            message.add(f"{type(error).__name__}: {error}")
    say(tries=tries, said=sorted(message))


def touch(path: str, seconds: float) -> None:
    """Merely open and close the file, with the engine itself, without any lock of ours."""
    import ladybug

    until = time.monotonic() + seconds
    opened = refused = 0
    while time.monotonic() < until or (not opened and time.monotonic() < until + PATIENCE):
        for read_only in (True, False):
            try:
                ladybug.Database(path, read_only=read_only).close()
                opened += 1
            except RuntimeError:
                refused += 1
        Path(path).open("rb").close()
    say(opened=opened, refused=refused)


def main() -> None:
    match sys.argv[1:]:
        case ["write", path, address, rounds]:
            write(path, address, int(rounds))
        case ["read", path, seconds, again]:
            read(path, float(seconds), again == "again")
        case ["ingest", path, seconds]:
            ingest(path, float(seconds))
        case ["touch", path, seconds]:
            touch(path, float(seconds))
        case unknown:
            raise SystemExit(f"unknown: {unknown}")


if __name__ == "__main__":
    main()
