"""Many files: in order, with one process or several, whatever some of them are."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from core.errors import UnreadableFile
from ingest import batch
from ingest.read.files import Input

PLAN = "1．清理第{}段河道。（市水务局负责）\n"
LIMIT = 10**6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        (tmp_path / f"plan-{number:02}.txt").write_text(PLAN.format(number), encoding="utf-8")
    (tmp_path / "plan-05b.txt").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "plan-07b.zip", "w") as packed:
        packed.writestr("内部.txt", PLAN.format("包内"))
        packed.writestr("图片.png", b"\x89PNG\r\n\x1a\n")
    return tmp_path


def reported(folder: Path, jobs: int) -> list[tuple[str, object]]:
    return [
        (parsed.path, parsed.document if parsed.document else str(parsed.error))
        for parsed in batch.parse_paths([folder, folder / "没有.txt"], LIMIT, jobs=jobs)
    ]


def test_several_processes_give_what_a_single_process_gives_in_the_same_order(folder: Path) -> None:
    each = reported(folder, 1)
    assert [path for path, _ in each] == [*sorted(path for path, _ in each[:-1]), str(folder / "没有.txt")]
    assert len(each) == 15
    assert reported(folder, 2) == each


def test_a_file_that_cannot_be_read_comes_in_its_position_and_stops_no_other(folder: Path) -> None:
    errors = [parsed for parsed in batch.parse_paths([folder], LIMIT) if parsed.error]
    assert [Path(parsed.path).name for parsed in errors] == ["plan-05b.txt"]


def test_a_file_that_vanishes_meanwhile_is_a_single_error(folder: Path) -> None:
    result = batch.parse_paths([folder], LIMIT)
    assert next(result).document is not None
    (folder / "plan-03.txt").unlink()
    rest = list(result)
    assert [Path(p.path).name for p in rest if p.error] == ["plan-03.txt", "plan-05b.txt"]


def test_no_more_files_are_in_memory_than_the_processes_have_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = 0

    def endless(_: Sequence[Path], __: int) -> Iterator[Input | UnreadableFile]:
        nonlocal taken
        while True:
            taken += 1
            yield Input(f"{taken}.txt", f"{taken}.txt", PLAN.format(taken).encode())

    monkeypatch.setattr(batch, "inputs", endless)
    result = batch.parse_paths([], LIMIT, jobs=2)
    for _ in range(3):
        assert next(result).document is not None
    assert taken <= 3 + 2 * batch.WINDOW
    result.close()  # type: ignore[attr-defined]
