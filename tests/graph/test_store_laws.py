"""What every store must keep to, whatever the engine."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.errors import BadParameter, RevisionChanged, StoreError, UnknownQuery, UnknownRecord
from graph.records import DocumentGraph, node_id
from graph.schema import SCHEMA_VERSION
from graph.store import GraphStore
from tests.graph.engines import Engine
from tests.graph.plans import (
    ABOVE,
    CITY,
    CULTURE,
    FOOD,
    MARKET,
    OTHER,
    PIRACY,
    POLICE,
    PROVINCE_POLICE,
    TOWN_OFFICE,
    Body,
    Line,
    document_id,
    plan,
)


def names(store: GraphStore) -> set[str]:
    return {str(row["name"]) for row in store.read("agencies/names")}


def aliases(store: GraphStore, agency: str) -> object:
    return store.read("agencies/get", {"agency": agency})[0]["aliases"]


def revision(store: GraphStore) -> object:
    return store.read("store/state")[0]["revision"]


def test_a_new_store_is_empty_and_at_revision_zero(store: GraphStore) -> None:
    assert store.read("store/state") == [{"revision": 0, "schema_version": SCHEMA_VERSION}]
    assert store.read("store/counts") == [
        {"documents": 0, "tasks": 0, "agencies": 0, "campaigns": 0, "duties": 0}
    ]


def test_a_document_is_stored_whole(store: GraphStore) -> None:
    outcome = store.replace_document(PIRACY)

    assert (outcome.status, outcome.document, outcome.came, outcome.revision) == (
        "created",
        PIRACY.document.id,
        3,
        1,
    )
    assert store.read("store/counts") == [
        {"documents": 1, "tasks": 3, "agencies": 5, "campaigns": 2, "duties": 6}
    ]
    assert store.read("documents/text", {"document": PIRACY.document.id})[0]["text"] == PIRACY.document.text


def test_the_coordinators_question_is_answered_with_the_words_that_prove_it(store: GraphStore) -> None:
    store.replace_document(PIRACY)
    store.replace_document(FOOD)

    rows = store.read("agencies/tasks", {"agency": MARKET.id, "roles": ["lead"]})

    assert {(row["text"], row["role"], row["basis"]) for row in rows} == {
        ("开展网络市场监管。", "lead", "named"),
        ("整治农村食品。", "lead", "named"),
    }
    for row in rows:
        text = str(store.read("documents/text", {"document": row["document"]})[0]["text"])
        start, end = row["span_start"], row["span_end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == row["surface"] == "市市场监管局"


def test_a_page_never_cuts_a_task_whose_clause_names_a_body_twice(store: GraphStore) -> None:
    store.replace_document(FOOD)

    page = store.read("agencies/tasks", {"agency": MARKET.id, "limit": 2})

    assert [row["role"] for row in page] == ["lead", "assist", "supervise"]


def test_pages_meet_every_task_once(store: GraphStore) -> None:
    for graph in (PIRACY, FOOD, OTHER, ABOVE):
        store.replace_document(graph)
    seen = []
    after = ""
    while page := store.read("tasks/list", {"after": after, "limit": 2}):
        seen += [row["task"] for row in page]
        after = str(page[-1]["sort_key"])

    assert len(seen) == len(set(seen)) == 7


def test_loading_the_same_twice_changes_nothing(engine: Engine, store: GraphStore) -> None:
    store.replace_document(PIRACY)
    before = engine.everything(store)

    outcome = store.replace_document(PIRACY)

    assert (outcome.status, outcome.came, outcome.went, outcome.revision) == ("unchanged", 0, 0, 1)
    assert engine.everything(store) == before
    assert revision(store) == 1
    assert len(store.read("changes/list")) == 1


def test_a_replacement_leaves_nothing_of_the_old_behind(
    engine: Engine, store: GraphStore, fresh: Engine
) -> None:
    shorter = plan("打击侵权盗版工作要点", [Line("查处网络侵权盗版。", ((MARKET, "lead"),), ("剑网",))])
    store.replace_document(PIRACY)

    outcome = store.replace_document(shorter)

    assert (outcome.status, outcome.came, outcome.went, outcome.changed) == ("replaced", 0, 2, 1)
    with fresh.open() as other:
        other.replace_document(shorter)
        assert engine.everything(store) == fresh.everything(other)


def test_a_better_title_does_not_make_a_second_document(store: GraphStore) -> None:
    """The same text is the same document, though its title, and so its id, is another."""
    renamed = plan(
        "2023年打击侵权盗版工作要点",
        [Line("查处网络侵权盗版。", ((CULTURE, "lead"),))],
    )
    renamed = replace(renamed, document=replace(renamed.document, sha256=PIRACY.document.sha256))
    store.replace_document(PIRACY)

    outcome = store.replace_document(renamed)

    assert (outcome.status, outcome.changed, outcome.went) == ("replaced", 1, 2)
    assert [row["document"] for row in store.read("documents/list")] == [renamed.document.id]


def test_a_document_takes_the_place_of_both_that_hold_its_text_and_its_id(store: GraphStore) -> None:
    both = replace(FOOD, document=replace(FOOD.document, sha256=PIRACY.document.sha256))
    store.replace_document(PIRACY)
    store.replace_document(FOOD)

    store.replace_document(both)

    assert [row["document"] for row in store.read("documents/list")] == [FOOD.document.id]
    reported = store.read("changes/list", {"since": 2})
    assert [(row["event"], row["document"]) for row in reported] == [
        ("replaced", FOOD.document.id),
        ("removed", FOOD.document.id),
    ]


def test_a_named_document_is_replaced(store: GraphStore) -> None:
    store.replace_document(PIRACY)

    outcome = store.replace_document(FOOD, replaces=PIRACY.document.id)

    assert outcome.status == "replaced"
    assert [row["document"] for row in store.read("documents/list")] == [FOOD.document.id]


def test_agencies_and_campaigns_that_nothing_holds_any_more_go(store: GraphStore) -> None:
    store.replace_document(PIRACY)
    store.replace_document(FOOD)
    assert TOWN_OFFICE.name in names(store)

    store.remove_document(FOOD.document.id)

    assert names(store) == {"市市场监管局", "市公安局", "市文广旅局", "省公安厅", "各有关部门"}
    assert {row["name"] for row in store.read("campaigns/names")} == {"剑网", "网剑"}
    assert {row["name"] for row in store.read("regions/list")} == {"河原省", "云州市"}


def test_removing_everything_leaves_nothing(engine: Engine, store: GraphStore) -> None:
    empty = engine.everything(store)
    for graph in (PIRACY, FOOD, OTHER, ABOVE):
        store.replace_document(graph)
    for graph in (FOOD, ABOVE, PIRACY, OTHER):
        assert store.remove_document(graph.document.id).status == "removed"

    assert engine.everything(store) == empty
    assert revision(store) == 8


def test_removing_what_is_not_there_says_so_and_changes_nothing(store: GraphStore) -> None:
    store.replace_document(FOOD)
    with pytest.raises(UnknownRecord) as caught:
        store.remove_document("d_none")
    assert (caught.value.kind, caught.value.id) == ("Document", "d_none")
    with pytest.raises(UnknownRecord):  # cited only
        store.remove_document(ABOVE.document.id)
    assert revision(store) == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_loading_makes_no_difference(
    engine: Engine, store: GraphStore, fresh: Engine, order: Sequence[int]
) -> None:
    spelled = plan(
        "另一份工作要点",
        [
            Line("规范市场秩序。", ((Body("市市场监管局", aliases=("市监局",), level=None), "lead"),)),
            Line(
                "净化网络。",
                ((Body("市公安局", kind="other", system="政法"), "lead"),),
                ("剑网",),
                "descriptive",
            ),
        ],
    )
    graphs: list[DocumentGraph] = [PIRACY, FOOD, ABOVE, spelled]
    with fresh.open() as other:
        for graph in graphs:
            other.replace_document(graph)
        expected = fresh.everything(other)

    for location in order:
        store.replace_document(graphs[location])
    assert engine.everything(store) == expected

    # … nor do documents that were there in between
    store.replace_document(OTHER)
    for location in order[:2]:
        store.remove_document(graphs[location].document.id)
    for location in reversed(order[:2]):
        store.replace_document(graphs[location])
    store.remove_document(OTHER.document.id)
    assert engine.everything(store) == expected


def test_aliases_are_those_of_the_documents_that_are_loaded(store: GraphStore) -> None:
    spelled = plan("另一份工作要点", [Line("规范。", ((Body("市市场监管局", aliases=("市监局",)), "lead"),))])
    store.replace_document(PIRACY)
    assert aliases(store, MARKET.id) == ["市市场监督管理局", "市市场监管局"]

    store.replace_document(spelled)
    assert aliases(store, MARKET.id) == ["市市场监督管理局", "市市场监管局", "市监局"]
    assert [row["agency"] for row in store.read("agencies/by_alias", {"name": "市监局"})] == [MARKET.id]
    assert [row["agency"] for row in store.read("agencies/list", {"q": "监督管"})] == [MARKET.id]

    store.remove_document(spelled.document.id)
    assert aliases(store, MARKET.id) == ["市市场监督管理局", "市市场监管局"]


def test_the_same_name_in_two_regions_is_two_agencies(store: GraphStore) -> None:
    store.replace_document(PIRACY)
    store.replace_document(OTHER)

    matches = store.read("agencies/by_alias", {"name": "市市场监管局"})

    assert {(row["region_name"], row["name"]) for row in matches} == {
        ("云州市", "市市场监管局"),
        ("安河市", "市市场监管局"),
    }


def test_a_cited_document_is_a_stub_until_it_is_loaded_and_again_afterwards(store: GraphStore) -> None:
    above = ABOVE.document.id
    store.replace_document(PIRACY)
    assert [(r["cited"], r["title"], r["loaded"]) for r in cites(store)] == [(above, "上级工作要点", False)]
    assert store.read("documents/get", {"document": above}) == []
    assert len(store.read("documents/list")) == 1

    store.replace_document(ABOVE)
    assert [row["loaded"] for row in cites(store)] == [True]
    assert store.read("documents/get", {"document": above})[0]["tasks"] == 1

    store.remove_document(above)
    assert [(row["cited"], row["loaded"]) for row in cites(store)] == [(above, False)]
    assert PROVINCE_POLICE.name in names(store)  # the other plan holds it


def cites(store: GraphStore) -> list[dict[str, object]]:
    return [dict(row) for row in store.read("documents/cites", {"document": PIRACY.document.id})]


def test_changes_tell_what_came_went_and_changed_hands(engine: Engine) -> None:
    hours = iter(range(24))
    with engine.open("told", clock=lambda: datetime(2026, 3, 1, next(hours), tzinfo=UTC)) as store:
        store.replace_document(plan("要点", [Line("甲。", ((POLICE, "lead"),)), Line("乙。")]))
        store.replace_document(
            plan("要点", [Line("丙。"), Line("甲。", ((MARKET, "lead"), (POLICE, "assist")))])
        )
        store.remove_document(document_id("要点"))
        reported = store.read("changes/list")

    assert [(r["revision"], r["event"], r["came"], r["went"], r["changed"], r["at"]) for r in reported] == [
        (1, "created", 2, 0, 0, "2026-03-01T00:00:00Z"),
        (2, "replaced", 1, 1, 1, "2026-03-01T01:00:00Z"),
        (3, "removed", 0, 2, 0, "2026-03-01T02:00:00Z"),
    ]
    details = json.loads(str(reported[1]["details"]))
    [changed] = [item for item in details if item["change"] == "changed"]
    assert [(duty["name"], duty["role"]) for duty in changed["before"]["duties"]] == [("市公安局", "lead")]
    assert [(duty["name"], duty["role"]) for duty in changed["after"]["duties"]] == [
        ("市市场监管局", "lead"),
        ("市公安局", "assist"),
    ]
    assert {item["change"]: (item["before"] or item["after"])["text"] for item in details} == {
        "came": "丙。",
        "went": "乙。",
        "changed": "甲。",
    }


def test_changes_continue_after_a_revision(store: GraphStore) -> None:
    for graph in (PIRACY, FOOD, OTHER):
        store.replace_document(graph)
    assert [row["document"] for row in store.read("changes/list", {"since": 1})] == [
        FOOD.document.id,
        OTHER.document.id,
    ]
    assert [row["revision"] for row in store.read("changes/list", {"document": FOOD.document.id})] == [2]


def test_an_inserted_task_renumbers_nobody(store: GraphStore) -> None:
    first = plan("要点", [Line("甲。"), Line("乙。")])
    second = plan("要点", [Line("新。"), Line("甲。"), Line("乙。")])
    store.replace_document(first)
    outcome = store.replace_document(second)
    assert (outcome.came, outcome.went, outcome.changed) == (1, 0, 0)
    assert {task.id for task in first.tasks} < {task.id for task in second.tasks}


def test_a_task_that_is_printed_twice_is_listed_twice_and_counted_once(store: GraphStore) -> None:
    store.replace_document(
        plan("要点", [Line("甲。", ((POLICE, "lead"),)), Line("甲。", ((POLICE, "lead"),))])
    )
    assert len(store.read("agencies/tasks", {"agency": POLICE.id})) == 2
    assert store.read("agencies/counts", {"agency": POLICE.id}) == [
        {"agency": POLICE.id, "role": "lead", "basis": "named", "tasks": 1}
    ]


def test_a_document_without_a_task_is_loaded(store: GraphStore) -> None:
    empty = plan("无任务的通知", [])
    assert store.replace_document(empty).status == "created"
    assert store.read("documents/get", {"document": empty.document.id})[0]["tasks"] == 0


def test_loading_many_is_loading_each(engine: Engine, store: GraphStore, fresh: Engine) -> None:
    """Bulk and single give the same graph, with replacements, repetitions and citations among them."""
    mixed = random.Random(7)
    graphs = [
        PIRACY,
        FOOD,
        plan("打击侵权盗版工作要点", [Line("新的任务。", ((MARKET, "lead"),))]),
        OTHER,
        ABOVE,
        FOOD,
    ]
    graphs += [
        plan(
            f"要点{i}",
            [
                Line(f"第{n}项。", ((mixed.choice([MARKET, POLICE, CULTURE]), "lead"),), ("剑网",) * (n % 2))
                for n in range(200)
            ],
            year=2000 + i,
            cites=[f"要点{i + 1}", "没有的文件"],
        )
        for i in range(4)
    ]
    store.replace_document(OTHER)
    with fresh.open() as each:
        each.replace_document(OTHER)
        expected = [each.replace_document(graph).status for graph in graphs]
        everything = fresh.everything(each)

    outcomes = store.load_many(iter(graphs))

    assert [outcome.document for outcome in outcomes] == [graph.document.id for graph in graphs]
    assert [outcome.status for outcome in outcomes] == expected
    assert engine.everything(store) == everything
    assert len(store.read("changes/list")) == 1 + len(graphs) - expected.count("unchanged")


def test_what_a_store_holds_is_there_when_it_is_opened_again(engine: Engine) -> None:
    with engine.open() as store:
        store.replace_document(PIRACY)
        before = engine.everything(store)
    with engine.open() as store:
        assert engine.everything(store) == before
        assert store.replace_document(PIRACY).status == "unchanged"


def test_a_closed_store_may_be_closed_again_and_does_nothing_else(engine: Engine) -> None:
    store = engine.open()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="已经关闭"):
        store.read("store/state")
    with pytest.raises(StoreError, match="已经关闭"):
        store.replace_document(PIRACY)


def test_queries_and_parameters_are_checked(store: GraphStore) -> None:
    with pytest.raises(UnknownQuery, match="none/such"):
        store.read("none/such")
    with pytest.raises(BadParameter) as caught:
        store.read("tasks/get", {"task": 5})
    assert caught.value.name == "task"
    with pytest.raises(BadParameter):
        store.read("tasks/get")
    with pytest.raises(BadParameter):
        store.read("tasks/get", {"task": "t", "other": "x"})


def test_a_record_that_names_what_it_does_not_bring_is_refused_and_leaves_nothing(
    engine: Engine, store: GraphStore
) -> None:
    store.replace_document(FOOD)
    before = engine.everything(store)
    with pytest.raises(ValueError, match="a_none"):
        store.replace_document(replace(PIRACY, issued_by=("a_none",)))
    with pytest.raises(ValueError, match=node_id("r", "x")):
        store.replace_document(replace(PIRACY, covers=(CITY.id, node_id("r", "x"))))
    assert engine.everything(store) == before
    assert revision(store) == 1


def test_a_dry_run_tells_what_would_be_and_leaves_no_trace(engine: Engine, store: GraphStore) -> None:
    store.replace_document(PIRACY)
    before = engine.everything(store)
    foreseen = [
        store.replace_document(FOOD, dry_run=True),
        store.replace_document(FOOD, replaces=PIRACY.document.id, dry_run=True),
        store.remove_document(PIRACY.document.id, dry_run=True),
    ]
    assert engine.everything(store) == before
    assert revision(store) == 1
    assert [(outcome.status, outcome.revision) for outcome in foreseen] == [
        ("created", 1),
        ("replaced", 1),
        ("removed", 1),
    ]
    assert [old.id for old in foreseen[1].replaced] == [PIRACY.document.id]
    assert foreseen[2].went == len(PIRACY.tasks)
    assert store.replace_document(FOOD).details == foreseen[0].details


def test_a_write_for_another_revision_leaves_no_trace(engine: Engine, store: GraphStore) -> None:
    store.replace_document(PIRACY)
    before = engine.everything(store)
    with pytest.raises(RevisionChanged):
        store.replace_document(FOOD, at_revision=0)
    with pytest.raises(RevisionChanged):
        store.remove_document(PIRACY.document.id, at_revision=2)
    assert engine.everything(store) == before
    assert store.replace_document(FOOD, at_revision=1).revision == 2


def test_a_campaign_and_an_edition_are_of_one_mention(store: GraphStore) -> None:
    """A task in the 2023 edition of one campaign and the 2020 one of another is not in the first's 2020."""
    graph = plan("两个行动", [Line("查处盗版。", ((MARKET, "lead"),), ("剑网", "铁拳"))])
    of_old, of_new = graph.enrolments[1].campaign, graph.enrolments[0].campaign
    old = replace(graph.enrolments[1], edition="2020")
    store.replace_document(replace(graph, enrolments=(graph.enrolments[0], old)))
    for campaign, edition, stored in (
        (of_new, "2023", True),
        (of_new, "2020", False),
        (of_old, "2020", True),
        (None, "2020", True),
        (of_new, None, True),
    ):
        request = {"agency": MARKET.id, "campaign": campaign, "edition": edition}
        provided = {name: value for name, value in request.items() if value is not None}
        assert bool(store.read("agencies/tasks", provided)) is stored
        assert bool(store.read("agencies/tasks_by_role", provided)) is stored
