"""Files into a graph and read anew from it: what was loaded stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import open_store
from graph.store import GraphStore
from ingest.load import load_paths, rebuild

LIMIT = 1_000_000
PLAN = (
    "云州市2024年节水工作要点\n一、守护水源\n1．清理河道，打捞漂\n— 1 —\n浮物。（市水务局、市林业局负责）\n"
    "2．疏浚沟渠。（市发改委牵头，信阳海关配合）\n云州市人民政府\n2024年3月5日\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(tmp_path / "graph.lbug") as opened:
        yield opened


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    return file


def statuses(store: GraphStore, *paths: Path) -> list[str]:
    return [result.outcome.status for result in load_paths(store, paths, LIMIT) if result.outcome]


def test_the_same_file_twice_changes_nothing(store: GraphStore, plan: Path) -> None:
    assert statuses(store, plan) == ["created"]
    assert statuses(store, plan) == ["unchanged"]


def test_rebuilding_what_the_same_parser_read_changes_nothing(store: GraphStore, plan: Path) -> None:
    list(load_paths(store, [plan], LIMIT))
    assert [outcome.status for outcome in rebuild(store)] == ["unchanged"]


def test_rebuilding_keeps_what_only_the_file_could_tell(store: GraphStore, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.txt"
    damaged.write_bytes((PLAN * 3).encode().replace("沟".encode(), b"\xff", 1))
    (result,) = load_paths(store, [damaged], LIMIT)
    assert result.parsed is not None
    assert result.parsed.diagnostics[0].code == "damaged_bytes"
    assert result.parsed.removed
    assert [outcome.status for outcome in rebuild(store)] == ["unchanged"]


def test_what_cannot_be_read_stops_none_of_the_others(store: GraphStore, plan: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    results = list(load_paths(store, [empty, tmp_path / "none.txt", plan], LIMIT))
    assert [result.error is None for result in results] == [False, False, True]
    assert results[2].outcome is not None
    assert results[2].outcome.status == "created"


def test_a_plan_without_a_clause_is_loaded_with_a_warning(store: GraphStore, tmp_path: Path) -> None:
    file = tmp_path / "none.txt"
    file.write_text("云州市节水倡议书\n请大家节约用水。\n", "utf-8")
    (result,) = load_paths(store, [file], LIMIT)
    assert result.outcome is not None
    assert result.parsed is not None
    assert [note.code for note in result.parsed.diagnostics] == ["no_clause"]
