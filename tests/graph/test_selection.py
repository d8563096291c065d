"""The filter language: what it says in addresses, what statements take for it, which tasks it leaves."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import AmbiguousName, BadParameter
from core.rows import number
from graph.analysis import Scope
from graph.filters import Leads
from graph.name_resolution import resolved
from graph.queries.catalogue import find_query
from graph.selection import FILTERS, Selection, names_of
from graph.store import GraphStore
from ingest.load import load_paths
from tests.graph.plans import CITY, CULTURE, MARKET, POLICE, PROVINCE, Line, plan

SAMPLE = Path(__file__).parents[2] / "samples" / "wangling-2023-shian.txt"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)


def _value(name: str) -> st.SearchStrategy[Any]:
    each = FILTERS[name]
    if known := get_args(each.value):
        single: st.SearchStrategy[Any] = st.sampled_from(known)
    elif each.value is int:
        single = st.integers(each.least, each.greatest)
    else:
        single = st.dates() if each.value is date else WORDS
    return st.lists(single, max_size=3).map(tuple) if each.several else st.none() | single


@st.composite
def selections(draw: st.DrawFn, kind: type[Selection] = Selection) -> Selection:
    values = {name: draw(_value(name)) for name in FILTERS}
    fewest, most = values["bodies_min"], values["bodies_max"]
    if fewest is not None and most is not None and fewest > most:
        values["bodies_max"] = fewest
    return kind.of_values(values)


@given(selections())
def test_an_address_says_a_selection_and_is_read_back(selection: Selection) -> None:
    assert Selection.of_query(selection.to_query()) == selection
    assert hash(Selection.of_query(selection.to_query())) == hash(selection)


@given(selections(Scope))
def test_an_address_says_a_scope_whose_collectives_do_not_count_unless_chosen(scope: Selection) -> None:
    assert Scope.of_query(scope.to_query()) == scope


def test_what_is_at_its_default_is_not_in_the_address() -> None:
    assert Selection().to_query() == ""
    assert Selection(collective="include", year=(2024, 2023), leads="one").to_query() == (
        "year=2024&year=2023&leads=one"
    )
    assert Scope(collective="include").to_query() == "collective=include"


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("yeer=2024", "yeer", "没有这个筛选条件"),
        ("year=new", "year", "应为整数"),
        ("year=1066", "year", "不能小于 1900"),
        ("year=9999", "year", "不能大于 2999"),
        ("due_before=9月", "due_before", "应为日期"),
        ("leads=two", "leads", "可用的是 none、one、several"),
        ("q=", "q", "不能为空"),
        ("q=a&q=b", "q", "只能给一次，给了 2 次"),
        ("bodies_min=5&bodies_max=3", "bodies_min", "单位数的下限 5 大于上限 3"),
    ],
)
def test_an_address_that_says_no_selection_is_refused(query: str, name: str, words: str) -> None:
    with pytest.raises(BadParameter, match=words) as refused:
        Selection.of_query(query)
    assert refused.value.name == name


def test_filters_that_are_taken_off_are_at_their_defaults() -> None:
    chosen = Selection(role=("lead",), basis=("named",), year=(2024,), collective="only")
    assert chosen.without("role", "basis", "collective") == Selection(year=(2024,))
    assert chosen.in_force() == {
        "role": ("lead",),
        "basis": ("named",),
        "collective": "only",
        "year": (2024,),
    }


def test_a_single_value_has_a_parameter_of_its_own() -> None:
    assert Selection(year=(2024,)).parameters(["year"]) == {"year": 2024, "years": None}
    assert Selection(year=(2024, 2023)).parameters(["year"]) == {"year": None, "years": [2024, 2023]}
    assert Selection(q='剑网 "知识产权 保护"').parameters(["q"]) == {
        "word": "知识产权保护",
        "words": ["剑网"],
    }
    assert Selection(leads="several").parameters(["leads"]) == {"leads_min": 2, "leads_max": None}


@pytest.mark.parametrize("query", ["tasks/list", "tasks/list_duties", "tasks/list_campaigns", "tasks/total"])
def test_lists_of_tasks_take_every_filter(query: str) -> None:
    assert Selection().parameters().keys() <= find_query(query).parameters.keys()


def test_measures_take_the_filters_that_are_measured() -> None:
    assert Scope().duties().keys() <= find_query("load/agency_roles").parameters.keys()
    assert Scope().doers().keys() <= find_query("cowork/pairs").parameters.keys()
    assert Scope().tasks().keys() <= find_query("load/documents").parameters.keys()


def test_every_filter_has_its_words() -> None:
    assert [field.name for field in fields(Selection)] == list(FILTERS)
    for each in FILTERS.values():
        assert each.description.endswith(".") or each.description.endswith(").")
        assert each.label
        assert each.option[1].endswith("。")
        assert each.words is None or set(each.words) == set(get_args(each.value))
    assert not set(names_of("documents")) & set(names_of("tasks", "duties"))


def test_names_become_ids_in_one_step(store: GraphStore) -> None:
    store.replace_document(plan("要点", [Line("甲。", ((MARKET, "lead"),), ("剑网",))]))
    by_name = Selection(
        agency=MARKET.name, region=(PROVINCE.name,), scope="subtree", campaign=("剑网",), year=(2023,)
    )
    by_id = resolved(by_name, store.read)
    assert by_id.agency == MARKET.id
    assert set(by_id.region) == {PROVINCE.id, CITY.id}
    assert (by_id.scope, by_id.year) == ("exact", (2023,))
    assert resolved(by_id, store.read) == by_id
    assert number(store.read("tasks/total", by_id.parameters())[0], "total") == 1
    for wrong in (Selection(agency="无此局"), Selection(region=("无此市",)), Selection(document=("要点",))):
        with pytest.raises(BadParameter, match="图中没有"):
            resolved(wrong, store.read)
    assert resolved(Selection(document=("要点",)), store.read, titles=True).document != ()


def test_a_name_that_several_bear_is_reported_with_what_it_may_mean() -> None:
    def two(query: str, _: object, /) -> Any:
        assert query == "regions/by_name"
        return [{"region": f"r_{n}", "name": "鼓楼区", "region_name": None} for n in (1, 2)]

    with pytest.raises(AmbiguousName, match="鼓楼区") as refused:
        resolved(Selection(region=("鼓楼区",)), two)
    assert [each.id for each in refused.value.candidates] == ["r_1", "r_2"]


def _total(store: GraphStore, selection: Selection) -> int:
    return number(store.read("tasks/total", selection.parameters())[0], "total")


def test_leads_and_numbers_of_agencies_are_those_that_the_sample_prints(store: GraphStore) -> None:
    """Counted by hand in 望岭县's plan of 2023: 18 tasks, of which 3, 5 and 16 name no lead.

    9, 17 and 18 name two; 4, 7, 8, 11 and 13 have one body, 9, 10, 12, 14 and 17 have four or five.
    """
    (result,) = load_paths(store, [SAMPLE], 20_000_000)
    assert result.error is None
    leads: dict[Leads, int] = {"none": 3, "one": 12, "several": 3}
    assert {each: _total(store, Selection(leads=each)) for each in leads} == leads
    assert _total(store, Selection(bodies_max=1)) == 5
    assert _total(store, Selection(bodies_min=4)) == 5
    assert _total(store, Selection(bodies_min=2, bodies_max=3)) == 8
    assert _total(store, Selection(bodies_min=4, leads="several")) == 2
    assert _total(store, Selection(bodies_max=0)) == 0
    rows = store.read("tasks/list", Selection(bodies_min=5).parameters())
    assert [row["n"] for row in rows] == [12, 17]
    measured = store.read("load/documents", Scope(bodies_min=4).tasks())
    assert [row["tasks"] for row in measured] == [5]
    assert sum(number(row, "tasks") for row in store.read("cowork/lengths", Scope(leads="none").doers())) == 3


def test_a_body_with_two_roles_in_a_clause_is_one_body(store: GraphStore) -> None:
    lines = [
        Line("甲。", ((MARKET, "lead"), (MARKET, "supervise"), (POLICE, "assist"))),
        Line("乙。", ((MARKET, "lead"), (POLICE, "assist"), (CULTURE, "assist"))),
        Line("丙。"),
    ]
    store.replace_document(plan("要点", lines))
    assert _total(store, Selection(bodies_min=3)) == 1
    assert _total(store, Selection(bodies_min=2)) == 2
    assert _total(store, Selection(bodies_max=2)) == 2
    assert _total(store, Selection(bodies_max=0)) == 1
    assert _total(store, Selection(bodies_max=2, agency=POLICE.id)) == 1
    assert _total(store, Selection(leads="none")) == 1
