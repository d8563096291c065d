"""The parser against jieba's word segmentation: `python -m bench.parser [--check] [PATH…]`.

(a) Inputs of 1 MB made to be slow: each within 2 s.
(b) Time against length, one document's text repeated to 1, 2, 4, 8 and 16 MB: at most 2.3 times for
    twice the length (2 is linear), over the four doublings.
(c) Characters a second of processor time on the given texts (without any, on the corpus of real
    documents where it stands beside the checkout, else on the samples), against
    `jieba.cut` on the same texts, in turns in the same run: at least 3 times on the corpus. The
    samples hold twice as many clauses a page as real plans; of them the ratio is only told.

With `--check` a bar that is missed makes the exit code 1.
"""

from __future__ import annotations

import logging
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.arguments import parser
from ingest.parse import parse_text
from ingest.read.text import decode

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "samples"
SPEED_BAR = 3.0
GROWTH_BAR = 2.3
NASTY_BAR = 2.0
SIZES = (1, 2, 4, 8, 16)
MEGABYTE = 1_000_000
NASTY = {
    "unclosed brackets": "（",
    "enumeration commas": "、",
    "nested quotes": "“",
    "unclosed labels": "（责任单位：",
    "verbs": "负责",
    "duty sentences": "市公安局负责。",
    "empty brackets": "（）",
    "labels": "责任单位：市公安局 ",
    "title marks": "《",
    "dates": "2024年3月5日",
    "marks": "（一）",
    "headings": "一、\n",
    "quoted words": "“甲”",
    "conjunctions": "市公安局和",
    "unclosed lists": "（市公安局、",
    "short lines": "，\n",
    "page numbers": "——\n12\n",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all three and print their ratios; 1 if a bar is missed and `--check` was given."""
    options = parser(__doc__, rounds=5)
    options.add_argument("paths", nargs="*", type=Path, help="texts, or folders of them")
    settings = options.parse_args(arguments)
    texts = [
        decode(path.read_bytes())[0]
        for path in _files(settings.paths or [CORPUS if CORPUS.is_dir() else SAMPLES])
    ]
    # Before jieba: the collector of garbage would walk its dictionary while the parser works.
    passed = [
        nasty(),
        growth(max(texts, key=len)),
        speed(texts, settings.rounds) or not (settings.paths or CORPUS.is_dir()),
    ]
    return 1 if settings.check and not all(passed) else 0


def speed(texts: Sequence[str], rounds: int) -> bool:
    """Parsing against segmenting, in turns."""
    warnings.simplefilter("ignore")  # jieba's own, about its regular expressions
    import jieba  # has no types

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    parse_text(texts[0])  # loads the registers, as jieba has loaded its dictionary
    characters = sum(map(len, texts))
    ratios, rates = [], []
    for _ in range(rounds):
        ours = _seconds(lambda: [parse_text(text) for text in texts])
        theirs = _seconds(lambda: [list(jieba.cut(text)) for text in texts])
        ratios.append(theirs / ours)
        rates.append(characters / ours)
    ratio = statistics.median(ratios)
    rate = statistics.median(rates)
    return _say(f"parse {rate:,.0f} characters/s, {ratio:.2f} times jieba.cut", ratio >= SPEED_BAR)


def growth(text: str) -> bool:
    """Time against length."""
    size = len(text.encode())
    seconds = {}
    for megabytes in SIZES:
        long = text * (megabytes * MEGABYTE // size)
        seconds[megabytes] = _seconds(lambda long=long: parse_text(long))  # type: ignore[misc]
    doublings = len(SIZES) - 1
    doubled: float = (seconds[SIZES[-1]] / seconds[SIZES[0]]) ** (1 / doublings)
    figures = ", ".join(f"{size} MB {seconds[size]:.2f} s" for size in SIZES)
    return _say(f"{figures}: {doubled:.2f} times for twice the length", doubled <= GROWTH_BAR)


def nasty() -> bool:
    """Inputs that are all one construct."""
    passed = True
    for name, piece in NASTY.items():
        text = piece * (MEGABYTE // len(piece.encode()))
        seconds = _seconds(lambda text=text: parse_text(text))  # type: ignore[misc]
        passed &= _say(f"1 MB of {name}: {seconds:.2f} s", seconds <= NASTY_BAR)
    return passed


def _files(paths: Sequence[Path]) -> list[Path]:
    return sorted(file for path in paths for file in (path.glob("*.txt") if path.is_dir() else [path]))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _say(words: str, passed: bool) -> bool:
    sys.stdout.write(f"{'ok  ' if passed else 'MISS'} {words}\n")
    sys.stdout.flush()
    return passed


if __name__ == "__main__":
    sys.exit(main())
