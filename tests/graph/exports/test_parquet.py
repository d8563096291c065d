"""Parquet tables, read back with pyarrow."""

from __future__ import annotations

import io
import sys
from datetime import date
from typing import Any

import pytest
from pyarrow import parquet as reader

from core.errors import MissingExtra
from graph.exports import parquet
from graph.exports.catalogue import find_export
from graph.exports.source import Source


def read(source: Source, table: str | None = None) -> list[dict[str, Any]]:
    content = b"".join(find_export("parquet", table=table).write(source))
    rows: list[dict[str, Any]] = reader.read_table(io.BytesIO(content)).to_pylist()
    return rows


def test_a_row_a_duty_with_all_of_its_task(city: Source) -> None:
    rows = read(city)
    assert len(rows) == sum(len(task.duties) for task in city.tasks())
    first = rows[0]
    assert (first["agency"], first["role"], first["basis"], first["verb"]) == (
        "市市场监管局",
        "lead",
        "named",
        "牵头",
    )
    assert first["path"] == ["一、加强执法", "（一）重点领域", "1."]
    assert first["due_on"] == date(2024, 6, 30)
    assert first["campaigns"] == ["铁拳"]
    assert first["surface_end"] - first["surface_start"] == len(first["surface"])


@pytest.mark.parametrize("table", ["duties", "tasks", "documents", "agencies"])
def test_every_table_has_all_rows_in_groups(
    table: str, everything: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = list(everything.tasks())
    expected = {
        "duties": sum(len(task.duties) for task in tasks),
        "tasks": len(tasks),
        "documents": len({task.document for task in tasks}),
        "agencies": len({duty.agency for task in tasks for duty in task.duties}),
    }
    whole = read(everything, table)
    assert len(whole) == expected[table]
    monkeypatch.setattr(parquet, "GROUP", 5)
    content = b"".join(find_export("parquet", table=table).write(everything))
    assert reader.ParquetFile(io.BytesIO(content)).num_row_groups == -(-expected[table] // 5)
    assert reader.read_table(io.BytesIO(content)).to_pylist() == whole


def test_nothing_is_a_table_without_rows(city: Source) -> None:
    empty = city.narrowed(word="不会有的词")
    assert read(empty) == []
    content = b"".join(find_export("parquet").write(empty))
    assert "agency" in reader.read_schema(io.BytesIO(content)).names


def test_without_pyarrow_it_says_what_to_install(city: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'dutygraph\[parquet\]'"):
        next(find_export("parquet").write(city))
