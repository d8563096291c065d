"""The lineage of the lines of work is put whole in place of the one there."""

from __future__ import annotations

from dataclasses import replace

from graph.records import Region, Succession, System, node_id
from graph.store import GraphStore
from tests.graph.plans import Body, Line, plan


def system(name: str) -> System:
    return System(id=node_id("s", name), name=name)


TO_MARKET = Succession(
    predecessor=system("工商"),
    successor=system("市场监管"),
    function="工商行政管理",
    kind="merged",
    year=2018,
    levels=("国", "省", "市", "县"),
    region=None,
    source="甲方案",
)
EARLIER = replace(
    TO_MARKET,
    year=2009,
    levels=("市",),
    region=Region(id=node_id("r", "410100"), name="云州市", level="市", code="410100"),
)
TO_POLICE = replace(TO_MARKET, predecessor=system("巡防"), successor=system("公安"), kind="renamed")


def revision(store: GraphStore) -> object:
    return store.read("store/state")[0]["revision"]


def names(store: GraphStore) -> set[object]:
    return {row["name"] for row in store.read("systems/list")}


def test_the_table_is_read_as_it_was_loaded(store: GraphStore) -> None:
    assert store.load_lineage([TO_MARKET, EARLIER])
    earlier, later = store.read("systems/lineage")
    assert (earlier["year"], earlier["region_name"], earlier["level"]) == (2009, "云州市", "市")
    assert later == {
        "predecessor": node_id("s", "工商"),
        "predecessor_name": "工商",
        "successor": node_id("s", "市场监管"),
        "successor_name": "市场监管",
        "function": "工商行政管理",
        "kind": "merged",
        "year": 2018,
        "level": "国|省|市|县",
        "region": None,
        "region_name": None,
        "source": "甲方案",
    }


def test_loading_the_same_again_changes_nothing(store: GraphStore) -> None:
    store.load_lineage([TO_MARKET])
    before = revision(store)
    assert not store.load_lineage([TO_MARKET])
    assert revision(store) == before


def test_a_changed_table_takes_the_place_of_the_old_one(store: GraphStore) -> None:
    store.load_lineage([TO_MARKET, TO_POLICE])
    assert store.load_lineage([TO_POLICE])
    assert [row["predecessor_name"] for row in store.read("systems/lineage")] == ["巡防"]
    assert names(store) == {"巡防", "公安"}


def test_a_line_of_work_stays_while_a_body_or_the_lineage_needs_it(store: GraphStore) -> None:
    agency = Body("市公安局", system="公安")
    document = plan("平安建设方案", [Line("巡逻", ((agency, "lead"),))])
    store.load_lineage([TO_POLICE])
    store.replace_document(document)
    store.load_lineage([TO_MARKET])
    assert names(store) == {"公安", "工商", "市场监管"}
    store.load_lineage([TO_POLICE])
    store.remove_document(document.document.id)
    assert names(store) == {"巡防", "公安"}
