"""The balance: everything that looks like a clause is read, named as something else, or noted."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ingest.balance import balance
from ingest.parse import parse_text
from tests.ingest.files import parse_file

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"


def test_what_is_read_what_is_something_else_and_what_is_noted_are_counted_apart() -> None:
    result = balance(
        parse_text(
            "1．清理河道（包括负责人）。（市水务局负责）\n"
            "2．巡查水库。（责任单位：市水务局、市林业局）\n"
            "3．公开责任单位：让群众知晓。（市水务局牵头）\n"
        )
    )
    assert (result.looks, result.read, result.other, result.noted, result.missed) == (5, 3, 1, 1, 0)


def test_a_clause_that_no_task_holds_and_nothing_tells_is_missed() -> None:
    parsed = parse_text("1．清理河道。（市水务局负责）\n")
    silent = dataclasses.replace(parsed, tasks=(), diagnostics=())
    result = balance(silent)
    assert (result.looks, result.missed) == (1, 1)
    (start, end), *_ = result.missing
    assert parsed.text[start:end] == "（市水务局负责）"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not beside this checkout")
def test_no_real_document_loses_what_looks_like_a_clause() -> None:
    files = sorted(CORPUS.glob("*.txt"))
    assert files
    missed = {path.name: balance(parse_file(path, 10**8)).missed for path in files}
    assert {name: count for name, count in missed.items() if count} == {}
