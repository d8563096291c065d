"""Scripts of others: each is listed once with version, licence and hash, and is what the list says."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from graph.views.container import VIS_VERSION, vis_folder

FOLDER = Path(__file__).parents[1] / "api" / "static" / "vendor"
LIST = FOLDER / "vendored.csv"
WITH_LIST = csv.DictReader(LIST.read_text("utf-8").splitlines())
ROWS = list(WITH_LIST)


def path_of(file: str) -> Path:
    """Where a file of the list lies: with us, or in an installed package."""
    package, _, name = file.rpartition(":")
    return {"": FOLDER, "pyvis": vis_folder()}[package] / name


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_a_file_is_unchanged_since_its_review(row: dict[str, str]) -> None:
    assert hashlib.sha256(path_of(row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert all(row.values())


def test_no_file_is_unlisted() -> None:
    listed = {row["file"] for row in ROWS if ":" not in row["file"]}
    assert {path.name for path in FOLDER.iterdir()} - {LIST.name} == listed


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["file"].endswith(".js")], ids=lambda row: row["file"]
)
def test_a_script_says_its_version_itself(row: dict[str, str]) -> None:
    assert row["version"] in path_of(row["file"]).read_text("utf-8")[:600]


def test_the_drawing_takes_the_version_of_the_list() -> None:
    assert VIS_VERSION in {row["version"] for row in ROWS if row["library"] == "vis-network"}
