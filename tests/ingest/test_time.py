"""The work of parsing grows with the length of the text and no faster, whatever the text."""

from __future__ import annotations

import sys
import time
from types import FrameType

import pytest

from ingest.parse import parse_text

UNITS = {
    "open brackets": "（",
    "closed brackets": "（）",
    "commas": "、",
    "open quotes": "“",
    "quoted words": "“甲”",
    "open titles": "《",
    "spaces": " ",
    "one character": "市",
    "and": "及",
    "et cetera": "等",
    "words of duty": "负责",
    "continuing": "继续",
    "sentence clauses": "市公安局负责。",
    "bodies and": "市公安局和",
    "open clauses": "（市公安局、",
    "open labels": "（责任单位：",
    "labels in a line": "责任单位：市公安局 ",
    "label lines": "责任单位：市公安局\n",
    "lines of bodies": "市公安局\n",
    "dates": "2024年3月5日",
    "numbers of documents": "政办发〔2024〕3号",
    "marks": "（一）",
    "arabic marks": "1.",
    "lines of marks": "一、\n",
    "commas and lines": "，\n",
    "page numbers": "——\n12\n",
    "signatures": "云州市水务局\n2024年3月5日\n",
    "named operations": "“清渠”专项行动",
    "whole items": "1．清理河道。（市水务局牵头，市林业局配合）\n",
}
SHORT, LONG = 2_000, 8_000
OPEN_SHORT, OPEN_LONG = 6_000, 24_000  # beyond the length at which a bracket is given up


def work(text: str) -> int:
    """The steps of the parser's own code: how many of its lines run."""
    steps = 0

    def line(_frame: FrameType, _event: str, _argument: object) -> object:
        nonlocal steps
        steps += 1
        return line

    def call(frame: FrameType, _event: str, _argument: object) -> object:
        return line if "ingest" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)  # type: ignore[arg-type]
    try:
        parse_text(text)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_four_times_the_text_takes_about_four_times_the_work(unit: str) -> None:
    parse_text(unit)  # registers are read once
    short, long = (work(unit * (length // len(unit))) for length in (SHORT, LONG))
    assert long < 6 * short + 1000


def seconds(text: str) -> float:
    """Processor time, the least of two runs: patterns work inside one line of code."""
    runs = []
    for _ in range(2):
        before = time.process_time()
        parse_text(text)
        runs.append(time.process_time() - before)
    return min(runs)


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_no_pattern_runs_away_with_a_longer_text(unit: str) -> None:
    short, long = (seconds(unit * (length // len(unit))) for length in (OPEN_SHORT, OPEN_LONG))
    assert long < 12 * short + 0.01  # twice-squared would be 16, and the clock has its grain
