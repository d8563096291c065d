"""`dutygraph ask` from a cold start: `python -m bench.cold [--check] [--tasks N] [--keep DIR]`.

(a) The whole process, asked what a body leads in the samples' graph, against `python -c "import fastapi"`,
    in turns in the same run: at most 3 times as long (medians).
(b) The same in a generated graph, which tells what its size costs: names are read before a question is.

With `--check` a bar that is missed makes the exit code 1. `--keep` keeps the graph for the next run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.arguments import parser
from bench.parser import SAMPLES
from bench.store import filled, graph_path, say, timed, verdict
from graph import open_store
from ingest.load import load_paths

QUESTION = "澜宁市市场监管局牵头哪些任务"
COLD_BAR = 3.0
WARMING = 2
IMPORT = [sys.executable, "-c", "import fastapi"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both and print their ratios; 1 if a bar is missed and `--check` was given."""
    settings = parser(__doc__, rounds=11, tasks=1_000_000).parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        samples = Path(passing) / "samples.lbug"
        with open_store(samples) as store:
            for result in load_paths(store, sorted(SAMPLES.glob("*.txt")), 20_000_000):
                assert result.error is None
        passed = cold("the samples", samples, QUESTION, settings.rounds)
        folder = settings.keep or Path(passing)
        with filled(folder, settings.tasks) as store:
            row = store.read("agencies/busiest", {"limit": 1, "roles": ["lead"]})[0]
        question = f"{row['region_name']}的{row['name']}牵头哪些任务"
        passed &= cold(
            f"{settings.tasks} tasks", graph_path(folder, settings.tasks), question, settings.rounds
        )
    return 1 if settings.check and not passed else 0


def cold(name: str, graph: Path, question: str, rounds: int) -> bool:
    """Whether the bar is kept in that graph."""
    ask = [str(Path(sys.executable).with_name("dutygraph")), "ask", question, "--store", str(graph)]
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + WARMING):
        for command, into in zip((ask, IMPORT), times, strict=True):
            took, output = timed(subprocess.check_output, command)
            assert command is IMPORT or "牵头" in output.decode()
            if number >= WARMING:
                into.append(took)
    ours, least = map(statistics.median, times)
    passed = ours / least <= COLD_BAR
    say(
        f"dutygraph ask in {name}: {ours:.2f} s, import fastapi {least:.2f} s, {ours / least:.2f} times"
        f" (bar {COLD_BAR:g}: {verdict(passed)})"
    )
    return passed


if __name__ == "__main__":
    sys.exit(main())
