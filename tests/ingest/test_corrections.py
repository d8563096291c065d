"""Facts that a person corrected: what follows from them, and what they outlast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.errors import RecordExists, RevisionChanged, UnknownRecord
from core.rows import Row
from graph import open_store
from graph.store import GraphStore
from ingest.facts.corrections import BadCorrection, Corrections, checked
from ingest.load import FileResult, correct_document, load_parsed, load_paths, rebuild
from ingest.parse import parse_text

BARE = "一、守护水源\n1．清理河道。（市水务局牵头，市林业局配合，6月底前完成）\n"
OTHER = "一、植树\n1．种树。（市林业局负责）\n"
PROVIDED = Corrections(title="云州市节水要点", doc_number="云政办〔2024〕5号", region="云州市", year=2024)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(tmp_path / "graph.lbug") as opened:
        yield opened


def loaded(store: GraphStore, text: str, provided: Corrections) -> str:
    result = load_parsed(store, "plan.txt", parse_text(text, "plan.txt"), provided)
    assert result.outcome is not None
    return result.outcome.document


def document(store: GraphStore) -> Row:
    (row,) = store.read("documents/list")
    return row


def status(result: FileResult) -> str:
    assert result.outcome is not None
    return result.outcome.status


def revision(store: GraphStore) -> object:
    return store.read("store/state")[0]["revision"]


def test_provided_facts_stand_for_what_the_text_does_not_print(store: GraphStore) -> None:
    loaded(store, BARE, PROVIDED)
    row = document(store)
    assert (row["title"], row["doc_number"], row["region_name"], row["year"], row["level"]) == (
        "云州市节水要点",
        "云政办〔2024〕5号",
        "云州市",
        2024,
        "市",
    )


def test_a_corrected_number_gives_the_id_that_a_printed_number_gives(store: GraphStore) -> None:
    printed = f"云政办〔2024〕5号\n云州市2024年要点\n{BARE}云州市人民政府\n2024年1月5日\n"
    loaded(store, printed, Corrections())
    first = document(store)
    assert first["doc_number"] == "云政办〔2024〕5号"
    assert loaded(store, BARE, PROVIDED) == first["document"]


def test_a_corrected_year_dates_the_deadlines(store: GraphStore) -> None:
    id = loaded(store, BARE, PROVIDED)
    (task,) = store.read("tasks/list", {"document": id})
    assert task["due_on"] == date(2024, 6, 30)


def test_corrections_outlast_loading_again_and_rebuilding(store: GraphStore, tmp_path: Path) -> None:
    id = loaded(store, BARE, PROVIDED)
    (tmp_path / "plan.txt").write_text(BARE, "utf-8")
    (result,) = load_paths(store, [tmp_path / "plan.txt"], 1_000_000)
    assert status(result) == "unchanged"
    assert [outcome.status for outcome in rebuild(store)] == ["unchanged"]
    assert document(store)["document"] == id


def test_later_corrections_leave_earlier_corrections_of_other_facts(store: GraphStore) -> None:
    id = loaded(store, BARE, PROVIDED)
    result = correct_document(store, id, Corrections(issuers=("云州市水务局",)), ())
    assert status(result) == "replaced"
    row = document(store)
    assert (row["title"], row["issuer"]) == ("云州市节水要点", "云州市水务局")


def test_a_withdrawn_correction_lets_the_text_speak_again(store: GraphStore) -> None:
    id = loaded(store, "云州市2024年植树要点\n" + OTHER, Corrections(title="别的标题"))
    correct_document(store, id, Corrections(), ["title"])
    assert document(store)["title"] == "云州市2024年植树要点"


def test_an_empty_correction_says_that_there_is_none(store: GraphStore) -> None:
    loaded(store, "云州市2024年植树要点\n" + OTHER, Corrections(title="", issuers=()))
    row = document(store)
    assert (row["title"], row["issuers"], row["issuer"]) == (None, [], None)


def test_a_correction_takes_no_other_documents_identity(store: GraphStore) -> None:
    first = loaded(store, BARE, PROVIDED)
    second = loaded(store, OTHER, Corrections(region="云州市"))
    before = revision(store)
    for dry_run in (True, False):
        with pytest.raises(RecordExists) as refused:
            correct_document(store, second, Corrections(doc_number=PROVIDED.doc_number), (), dry_run=dry_run)
        assert refused.value.id == first
    assert revision(store) == before


def test_a_dry_run_tells_what_would_be_and_writes_nothing(store: GraphStore) -> None:
    loaded(store, BARE, PROVIDED)
    before = revision(store)
    changed = parse_text(BARE.replace("市林业局配合", "市公安局配合"), "plan.txt")
    foreseen = load_parsed(store, "plan.txt", changed, PROVIDED, dry_run=True).outcome
    assert revision(store) == before
    done = load_parsed(store, "plan.txt", changed, PROVIDED).outcome
    assert foreseen is not None
    assert done is not None
    assert (done.status, done.changed, done.replaced) == ("replaced", 1, foreseen.replaced)
    assert (foreseen.status, foreseen.document, foreseen.details) == (
        done.status,
        done.document,
        done.details,
    )
    assert foreseen.revision == before
    assert [old.same_text for old in done.replaced] == [False]
    assert store.remove_document(done.document, dry_run=True).went == 1
    assert document(store)["document"] == done.document


def test_a_write_for_another_revision_is_refused_whole(store: GraphStore) -> None:
    id = loaded(store, BARE, PROVIDED)
    now = revision(store)
    assert isinstance(now, int)
    for stale in (now - 1, now + 1):
        with pytest.raises(RevisionChanged):
            store.remove_document(id, at_revision=stale)
        with pytest.raises(RevisionChanged):
            correct_document(store, id, Corrections(year=2025), (), at_revision=stale)
    assert revision(store) == now
    assert store.remove_document(id, at_revision=now).status == "removed"


def test_a_document_that_is_not_there_is_not_corrected(store: GraphStore) -> None:
    with pytest.raises(UnknownRecord):
        correct_document(store, "d_nothing", PROVIDED, ())


@pytest.mark.parametrize("number", ["云政办[2024]5号", "云政办（2024）第05号", " 云政办〔2024〕5 "])
def test_a_number_is_preserved_as_documents_print_it(number: str) -> None:
    assert checked(Corrections(doc_number=number)).doc_number == "云政办〔2024〕5号"


@pytest.mark.parametrize(
    "wrong", [Corrections(doc_number="5"), Corrections(region="火星"), Corrections(region="999999")]
)
def test_what_is_no_number_and_no_region_is_refused(wrong: Corrections) -> None:
    with pytest.raises(BadCorrection):
        checked(wrong)


def test_a_code_distinguishes_regions_of_equal_name(store: GraphStore) -> None:
    loaded(store, OTHER, Corrections(region="320106"))
    row = document(store)
    assert row["region_name"] == "鼓楼区"
    (region,) = store.read("regions/get", {"region": row["region"]})
    assert region["code"] == "320106"
