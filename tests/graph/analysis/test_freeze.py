"""Frozen graphs: the same bytes from the same documents, described and hashed."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from graph.analysis.freeze import Provenance, dictionary, freeze, freeze_id, tables
from graph.store import GraphStore
from ingest.codebook import Count, codebook
from ingest.lexicon.clause_forms import FORMS
from tests.graph.analysis.conftest import BY_HAND
from tests.graph.engines import LadybugEngine
from tests.graph.plans import FOOD, PIRACY


@pytest.fixture
def frozen(samples: GraphStore, tmp_path: Path) -> Path:
    freeze(samples, tmp_path, Provenance(program="1", command="dutygraph freeze DIR"))
    return tmp_path


def test_the_same_documents_give_the_same_bytes_in_whatever_order_they_came(tmp_path: Path) -> None:
    for name, graphs in (("a", (BY_HAND, FOOD, PIRACY)), ("b", (PIRACY, BY_HAND, FOOD))):
        (tmp_path / f"{name}-store").mkdir()
        with LadybugEngine(tmp_path / f"{name}-store").open() as store:
            for graph in graphs:
                store.replace_document(graph)
            id = freeze(store, tmp_path / name, Provenance())
            assert freeze_id(store) == id
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert len(files) > 2 * len(tables())
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file


def test_an_engine_of_another_kind_gives_the_same_id(by_hand: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    from tests.graph.analysis.conftest import with_sole

    with LadybugEngine(tmp_path / "other").open("other") as other:
        other.replace_document(with_sole(BY_HAND))
        assert freeze_id(other) == freeze_id(by_hand)


def test_the_package_describes_and_hashes_every_table(frozen: Path) -> None:
    package = json.loads((frozen / "datapackage.json").read_text("utf-8"))
    assert [each["name"] for each in package["resources"]] == [table.name.lower() for table in tables()]
    names = {each["name"] for each in package["resources"]}
    for each in package["resources"]:
        data = (frozen / each["path"]).read_bytes()
        assert each["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        rows = list(csv.reader(data.decode().splitlines(keepends=True)))
        assert rows[0] == [field["name"] for field in each["schema"]["fields"]]
        assert len(rows) - 1 == each["rows"]
        assert {key["reference"]["resource"] for key in each["schema"].get("foreignKeys", [])} <= names
        parquet = pyarrow.parquet.read_table(frozen / each["path"].replace(".csv", ".parquet"))
        assert parquet.num_rows == each["rows"]
        assert parquet.column_names == rows[0]
    sources = package["dutygraph"]["sources"]
    assert len(sources) == 6
    assert all(len(each["sha256"]) == 64 for each in sources)


def test_one_changed_word_is_another_id(samples: GraphStore, frozen: Path, tmp_path: Path) -> None:
    (tmp_path / "changed").mkdir()
    with LadybugEngine(tmp_path / "changed").open() as store:
        store.replace_document(FOOD)
        before = freeze_id(store)
        store.replace_document(PIRACY)
        assert freeze_id(store) != before
    assert json.loads((frozen / "datapackage.json").read_text("utf-8"))["id"] == freeze_id(samples)


def test_the_dictionary_has_every_column() -> None:
    text = dictionary()
    for table in tables():
        assert f"## {table.name}" in text
        assert all(f"| {each.name} | {each.type} |" in text for each in table.columns)
    assert "ingested_at" not in text


def test_the_codebook_has_every_form_with_its_decision_and_count() -> None:
    text = codebook(
        {"verb_lead": [Count("lead", "named", 7)], "gone": [Count("joint", None, 2)]}, "Freeze x."
    )
    rows = {
        line.split(" | ")[0].removeprefix("| "): line for line in text.splitlines() if line.startswith("| ")
    }
    assert {form.name for form in FORMS} <= rows.keys()
    assert "市教育局: lead (named); 市财政局: assist (duty) | 7: lead (named) 7 |" in rows["verb_lead"]
    assert "joint 2" in rows["gone"]
    assert "Freeze x." in text
