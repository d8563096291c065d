"""What a view draws, what it leaves out, and that it says so."""

from __future__ import annotations

import pytest

from core.errors import BadParameter
from graph.analysis import Scope, cowork_edges, records
from graph.store import GraphStore
from graph.views import EDGES_A_NODE, MODES, Choice, View, draw


def names(view: View) -> dict[str, str]:
    return {node.id: node.name for node in view.nodes}


def pairs(view: View) -> dict[tuple[str, ...], int]:
    """The edges by the names of their ends, with tasks in common."""
    called = names(view)
    return {tuple(sorted((called[each.source], called[each.target]))): each.tasks for each in view.edges}


def test_agencies_of_one_task_are_joined(city: GraphStore) -> None:
    view = draw(city)
    matches = pairs(view)
    assert matches["市公安局", "市市场监管局"] == 3
    assert matches["市公安局", "市商务局"] == 2
    assert matches["市农业农村局", "市商务局"] == 1
    assert len(matches) == 15 + 1  # all six of the long list, and 市市场监管局 with 市公安局
    assert "市统计局" not in names(view).values()
    assert "1 个单位没有与其他单位共同承担的任务，不在图中" in view.left_out
    assert any(message.startswith("1 项任务还写有“各有关部门”") for message in view.left_out)


def test_a_view_is_the_measure_drawn(samples: GraphStore) -> None:
    view = draw(samples, Choice(most=2000))
    measured = {
        (row["left"], row["right"]): (row["tasks"], round(float(str(row["weight"])), 6))
        for row in records(cowork_edges(samples))
    }
    assert {(each.source, each.target): (each.tasks, each.weight) for each in view.edges} == measured


def test_a_node_has_its_load(city: GraphStore) -> None:
    police = next(node for node in draw(city).nodes if node.name == "市公安局")
    assert police.tasks == 6
    assert ("其中牵头", "2 项") in police.facts


def test_long_lists_are_reported_of_and_can_be_left_out(city: GraphStore) -> None:
    long = draw(city).long_lists
    assert long is not None
    assert (long.agencies, long.tasks, long.joint, long.share) == (2, 1, 6, 15 / 20)
    without = draw(city, Choice(max_bodies=2))
    assert len(without.edges) == 3
    assert "1 项任务的单位超过 2 个，未计入，占全部单位对的 75%" in without.left_out
    assert without.long_lists == long


def test_edges_below_the_least_are_counted(city: GraphStore) -> None:
    view = draw(city, Choice(min_tasks=2))
    assert pairs(view) == {
        ("市公安局", "市市场监管局"): 3,
        ("市公安局", "市商务局"): 2,
        ("市公安局", "市农业农村局"): 2,
    }
    assert "13 对单位的共同任务不足 2 项，未画连线" in view.left_out


def test_leads_point_to_those_beside_them(city: GraphStore) -> None:
    view = draw(city, Choice(led=True))
    called = names(view)
    assert {(called[each.source], called[each.target]) for each in view.edges} == {
        ("市公安局", "市农业农村局"),
        ("市公安局", "市商务局"),
        ("市市场监管局", "市公安局"),
    }
    assert all(each.directed for each in view.edges)


def test_the_surroundings_of_one_body(city: GraphStore) -> None:
    market = next(node.id for node in draw(city).nodes if node.name == "市市场监管局")
    view = draw(city, Choice(scope=Scope(agency=market)))
    assert set(names(view).values()) == {"市市场监管局", "市公安局"}


@pytest.mark.parametrize("most", [5, 20])
def test_a_smaller_view_keeps_the_strongest_and_counts_the_rest(samples: GraphStore, most: int) -> None:
    whole, view = draw(samples, Choice(most=2000)), draw(samples, Choice(most=most))
    assert len(view.nodes) <= most
    assert len(view.edges) <= EDGES_A_NODE * most
    ends = {id for each in view.edges for id in (each.source, each.target)}
    assert {node.id for node in view.nodes} == ends
    cut = len(whole.nodes) - len(view.nodes)
    assert f"只画协同最多的 {len(view.nodes)} 个单位，另有 {cut} 个未画" in view.left_out


def test_duties_are_drawn_one_by_one(city: GraphStore) -> None:
    view = draw(city, Choice(mode="duties"))
    kinds = [node.kind for node in view.nodes]
    assert (kinds.count("task"), kinds.count("campaign")) == (7, 1)
    by_group = [each.group for each in view.edges]
    assert by_group.count("lead") == 4  # 1, 2, 5, and 6 alone
    assert by_group.count("joint") == 2 + 2 + 6
    assert by_group.count("campaign") == 1
    assert "collective" not in {node.group for node in view.nodes}


def test_a_role_chooses_duties(city: GraphStore) -> None:
    view = draw(city, Choice(mode="duties", scope=Scope(role=("lead",))))
    assert {each.group for each in view.edges} == {"lead", "campaign"}
    assert sum(node.kind == "task" for node in view.nodes) == 4


def test_tasks_that_are_drawn_are_drawn_whole_and_the_rest_is_reported(samples: GraphStore) -> None:
    whole = draw(samples, Choice(mode="duties", most=2000))
    view = draw(samples, Choice(mode="duties", most=60))
    assert 40 < len(view.nodes) <= 60
    drawn = {node.id for node in view.nodes if node.kind == "task"}
    of_drawn = {
        (each.source, each.target, each.group) for each in whole.edges if {each.source, each.target} & drawn
    }
    assert {(each.source, each.target, each.group) for each in view.edges} == of_drawn
    assert any(f"只画前 {len(drawn)} 项" in message for message in view.left_out)
    years = {fact[1] for node in view.nodes for fact in node.facts if fact[0] == "年度"}
    assert "2025 年" in years


def test_long_lists_go_from_duties_too(city: GraphStore) -> None:
    view = draw(city, Choice(mode="duties", max_bodies=5))
    assert sum(node.kind == "task" for node in view.nodes) == 6
    assert "1 项任务的单位超过 5 个，未画" in view.left_out


def test_an_empty_scope_is_an_empty_view(city: GraphStore) -> None:
    for mode in MODES:
        view = draw(city, Choice(mode=mode, scope=Scope(year=(1999,))))
        assert not view
        assert view.long_lists is None


@pytest.mark.parametrize(
    "wrong", [{"most": 0}, {"most": 2001}, {"min_tasks": 0}, {"max_bodies": 0}, {"mode": "x"}]
)
def test_a_choice_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadParameter):
        Choice(**wrong)  # type: ignore[arg-type]
