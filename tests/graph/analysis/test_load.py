"""The load table, by hand on both engines, and its laws on the samples."""

from __future__ import annotations

from typing import get_args

import pytest

from core.errors import BadParameter
from graph.analysis import (
    CODINGS,
    COUNTS,
    Scope,
    concentration,
    leads,
    load,
    records,
    robustness,
    specialisation,
)
from graph.analysis.load_table import Unit
from graph.store import GraphStore
from tests.graph.analysis.conftest import BY_HAND, FINANCE
from tests.graph.plans import CITY, CULTURE, MARKET, POLICE, PROVINCE_POLICE


def column(table: object, name: str) -> dict[object, object]:
    return {row["unit"]: row[name] for row in records(table)}  # type: ignore[arg-type]


def test_counts_stand_by_role_and_basis_and_a_task_printed_twice_counts_once(by_hand: GraphStore) -> None:
    rows = {row["unit"]: row for row in records(load(by_hand, schemes=()))}
    assert {unit: row["tasks"] for unit, row in rows.items()} == {
        MARKET.id: 3,
        POLICE.id: 3,
        CULTURE.id: 3,
        FINANCE.id: 1,
        PROVINCE_POLICE.id: 1,
    }
    market = rows[MARKET.id]
    assert {name: market[name] for name in COUNTS if market[name]} == {"lead_named": 2, "joint": 1}
    assert rows[CULTURE.id]["lead_sole"] == rows[CULTURE.id]["assist_duty"] == 1
    assert rows[PROVINCE_POLICE.id]["supervise"] == 1


def test_fractional_masses_are_those_computed_by_hand(by_hand: GraphStore) -> None:
    mass = column(load(by_hand), "fractional")
    assert mass == pytest.approx(
        {MARKET.id: 4 / 3, POLICE.id: 1, FINANCE.id: 1 / 6, CULTURE.id: 3 / 2, PROVINCE_POLICE.id: 0}
    )


def test_the_lead_s_share_is_a_parameter(by_hand: GraphStore) -> None:
    mass = column(load(by_hand, lead_share=0.8), "fractional")
    assert mass[MARKET.id] == pytest.approx(0.8 + 1 / 3 + 1 / 2)
    assert mass[FINANCE.id] == pytest.approx(0.2 / 3)
    with pytest.raises(BadParameter, match="0 到 1"):
        load(by_hand, lead_share=1.2)


def test_leads_under_each_coding(by_hand: GraphStore) -> None:
    led = {coding: column(load(by_hand, coding=coding), "lead_only") for coding in CODINGS}
    assert led["printed"] == {MARKET.id: 2, POLICE.id: 1, CULTURE.id: 1, FINANCE.id: 0, PROVINCE_POLICE.id: 0}
    assert led["named"] == {**led["printed"], CULTURE.id: 0}
    assert led["sole_apart"] == led["named"]
    assert led["first_listed"] == {**led["printed"], MARKET.id: 3}


def test_the_first_listed_has_the_lead_s_share_where_it_is_coded_so(by_hand: GraphStore) -> None:
    mass = column(load(by_hand, coding="first_listed"), "fractional")
    assert mass[MARKET.id] == pytest.approx(1 / 2 + 1 / 2 + 1 / 2)
    assert mass[CULTURE.id] == pytest.approx(1 / 6 + 1 / 4 + 1)


def test_weights_of_one_s_own(by_hand: GraphStore) -> None:
    table = load(by_hand, schemes=("count", "custom"), weights={"lead": 3, "lead_sole": 5, "joint": 1})
    assert column(table, "custom")[MARKET.id] == 2 * 3 + 1
    assert column(table, "custom")[CULTURE.id] == 5 + 1
    assert column(table, "custom_rank")[MARKET.id] == 1
    for provided in (None, {"chief": 2.0}):
        with pytest.raises(BadParameter, match="weights"):
            load(by_hand, schemes=("custom",), weights=provided)


def test_ranks_and_their_range(by_hand: GraphStore) -> None:
    (market,) = (row for row in records(load(by_hand)) if row["unit"] == MARKET.id)
    assert [market[name] for name in ("count_rank", "lead_only_rank", "fractional_rank")] == [1, 1, 2]
    assert (market["rank_best"], market["rank_worst"]) == (1, 2)


def test_schemes_agree_as_far_as_kendall_says(by_hand: GraphStore) -> None:
    # market, police, culture, finance, province: counts 3 3 3 1 1, leads 2 1 1 0 0, parts 4/3 1 3/2 1/6 0
    tau = {(row["left"], row["right"]): row["tau_b"] for row in records(robustness(load(by_hand)))}
    assert tau["count", "lead_only"] == pytest.approx(6 / (6 * 8) ** 0.5)
    assert tau["count", "fractional"] == pytest.approx(6 / (6 * 10) ** 0.5)


def test_concentration_of_a_table(by_hand: GraphStore) -> None:
    (count, led, _) = records(concentration(load(by_hand), top=(1, 3)))
    assert (count["units"], count["total"], count["top_3"]) == (5, 11, pytest.approx(9 / 11))
    assert count["hhi"] == pytest.approx((9 + 9 + 9 + 1 + 1) / 121)
    assert count["effective"] == pytest.approx(121 / 29)
    assert (led["units"], led["gini"]) == (3, pytest.approx(1 / 6))


def test_lines_of_work_locations_and_years_count_a_task_once(by_hand: GraphStore) -> None:
    systems = {row["name"]: row for row in records(load(by_hand, by="system"))}
    assert systems["公安"]["tasks"] == 3  # two of its bodies are in the last one
    assert systems["公安"]["agencies"] == 2
    (location,) = records(load(by_hand, by="region"))
    assert (location["unit"], location["tasks"], location["fractional"], location["lead_only"]) == (
        CITY.id,
        4,
        4,
        3,
    )
    (year,) = records(load(by_hand, by="year"))
    assert (year["unit"], year["tasks"]) == (2023, 4)


def test_collectives_count_only_when_asked(by_hand: GraphStore) -> None:
    assert "各有关部门" not in column(load(by_hand), "name").values()
    table = load(by_hand, Scope(collective="include"))
    assert "各有关部门" in column(table, "name").values()
    assert sum(column(table, "fractional").values()) == pytest.approx(5)  # type: ignore[arg-type]


def test_the_first_table_of_a_document(by_hand: GraphStore) -> None:
    (row,) = records(leads(by_hand, by="all"))
    counts = {name: row[name] for name in ("tasks", "no_body", "no_lead", "one_lead", "several_leads")}
    assert counts == {"tasks": 6, "no_body": 2, "no_lead": 1, "one_lead": 2, "several_leads": 1}
    assert (row["collective"], row["bodies_mean"], row["bodies_median"]) == (1, (4 + 3 + 1 + 2) / 4, 2.5)
    (named,) = records(leads(by_hand, by="region", coding="named"))
    assert (named["unit"], named["no_lead"], named["one_lead"]) == (CITY.id, 2, 1)


def test_location_quotients(by_hand: GraphStore) -> None:
    # 网剑: market 2, police 2, finance 1, culture 1 (the second printing is in none); 剑网: one of three each
    rows = {(row["name"], row["field_name"]): row for row in records(specialisation(by_hand))}
    finance = rows["市财政局", "网剑"]
    assert (finance["tasks"], finance["lq"]) == (1, pytest.approx(1 / (1 * 6 / 9)))
    assert rows["市公安局", "剑网"]["lq"] == pytest.approx(1 / (3 * 3 / 9))
    with pytest.raises(BadParameter, match="among"):
        specialisation(by_hand, of="region", among="campaign")


def test_a_scope_takes_names_and_refuses_what_nothing_is_called(by_hand: GraphStore) -> None:
    scope = Scope.of(
        by_hand, region="云州市", year=2023, agency="市市场监督管理局", document="测算方案", role="lead"
    )
    assert (scope.region, scope.agency, scope.document) == ((CITY.id,), MARKET.id, (BY_HAND.document.id,))
    (row,) = records(load(by_hand, scope))
    assert (row["unit"], row["tasks"]) == (MARKET.id, 2)
    assert len(Scope.of(by_hand, region="河原省", within="subtree").region) == 2
    assert Scope.of(by_hand, system="公安", campaign="网剑").system != ()
    with pytest.raises(BadParameter, match="市教育局"):
        Scope.of(by_hand, agency="市教育局")


@pytest.mark.parametrize("coding", CODINGS)
def test_fractional_mass_is_the_number_of_tasks(samples: GraphStore, coding: str) -> None:
    tasks = sum(int(str(row["tasks"])) - int(str(row["no_body"])) for row in records(leads(samples)))
    table = load(samples, coding=coding)  # type: ignore[arg-type]
    assert sum(row.fractional or 0 for row in table) == pytest.approx(tasks)


@pytest.mark.parametrize("by", get_args(Unit))
def test_shares_add_up_to_one(samples: GraphStore, by: Unit) -> None:
    rows = records(load(samples, by=by))
    for scheme in ("count", "lead_only", "fractional"):
        assert sum(row[f"{scheme}_share"] for row in rows) == pytest.approx(1)  # type: ignore[misc]
    assert all(row["rank_best"] <= row["rank_worst"] for row in rows)  # type: ignore[operator]
    assert all(row["tasks"] >= max(row[name] for name in COUNTS) for row in rows)  # type: ignore[operator,type-var]


@pytest.mark.parametrize("by", ["document", "region", "year", "all"])
def test_the_four_ways_to_be_led_add_up(samples: GraphStore, by: str) -> None:
    table = leads(samples, by=by)  # type: ignore[arg-type]
    for row in table:
        assert row.no_body + row.no_lead + row.one_lead + row.several_leads == row.tasks
    assert sum(row.tasks for row in table) == 166


def test_an_empty_scope_gives_an_empty_table_with_its_columns(samples: GraphStore) -> None:
    table = load(samples, Scope(year=(1999,)))
    assert len(table) == 0
    assert "fractional_share" in table.columns
    assert records(concentration(table))[0]["gini"] == 0
    assert records(robustness(table))[0]["tau_b"] is None


def test_fractional_masses_are_those_of_the_duties_one_by_one(samples: GraphStore) -> None:
    """The aggregates of the store against the plainest way: every duty, split in Python."""
    leading: dict[object, dict[object, bool]] = {}
    for row in samples.read("compare/duties", Scope().doers()):
        if row["role"] in ("lead", "joint", "assist"):
            stored = leading.setdefault(row["task"], {})
            stored[row["agency"]] = stored.get(row["agency"], False) or row["role"] == "lead"
    expected: dict[object, float] = {}
    for agencies in leading.values():
        leads = sum(agencies.values())
        for agency, leads_it in agencies.items():
            even = not leads or leads == len(agencies)
            part = 1 / len(agencies) if even else 0.7 / leads if leads_it else 0.3 / (len(agencies) - leads)
            expected[agency] = expected.get(agency, 0) + part
    matches = {
        unit: mass for unit, mass in column(load(samples, lead_share=0.7), "fractional").items() if mass
    }
    assert matches == pytest.approx(expected)


@pytest.mark.parametrize("by", ["agency", "system", "region", "year"])
def test_filters_of_duties_leave_those_duties(samples: GraphStore, by: Unit) -> None:
    """Every unit's tasks under a filter against the duties one by one: an engine once counted others, too."""
    key = {"agency": "agency", "system": "system"}.get(by)
    location = {row["task"]: row for row in samples.read("compare/tasks")}
    expected: dict[object, set[object]] = {}
    for row in samples.read("compare/duties", Scope().doers()):
        if row["basis"] in ("named", "sole") and row["role"] == "lead":
            unit = row[key] if key else location[row["task"]][by]
            expected.setdefault(unit, set()).add(row["task"])
    expected.pop(None, None)
    table = load(samples, Scope(role=("lead",), basis=("named", "sole")), by=by, schemes=())
    assert column(table, "tasks") == {unit: len(tasks) for unit, tasks in expected.items()}
