"""GraphML and GEXF: read back with networkx, and looked at as XML."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx
import pytest
from lxml import etree

from graph.exports import network
from graph.exports.catalogue import find_export
from graph.exports.network import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from graph.exports.source import Source, Task

FORMS = ("graphml", "gexf")


def content(form: str, source: Source) -> bytes:
    return b"".join(find_export(form).write(source))


def read(form: str, source: Source) -> networkx.MultiDiGraph:
    """The graph by its ids; labels are attributes."""
    file = io.BytesIO(content(form, source))
    if form == "graphml":
        return networkx.read_graphml(file, force_multigraph=True)
    return networkx.read_gexf(file)


def edge_of(graph: networkx.MultiDiGraph, source: str, target: str) -> dict[str, object]:
    """The only edge between the two; networkx makes a plain graph of a GEXF that has no double edges."""
    matches = graph.get_edge_data(source, target)
    if graph.is_multigraph():
        (matches,) = matches.values()
    return dict(matches)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_read_back_is_the_graph(form: str, everything: Source) -> None:
    tasks = list(everything.tasks())
    graph = read(form, everything)
    assert graph.is_directed()
    kinds = [data["type"] for _, data in graph.nodes(data=True)]
    assert kinds.count("task") == len(tasks)
    assert kinds.count("document") == len({task.document for task in tasks})
    assert kinds.count("agency") == len({duty.agency for task in tasks for duty in task.duties})
    assert kinds.count("campaign") == len({entry.id for task in tasks for entry in task.campaigns})
    assert graph.number_of_edges() == sum(1 + len(task.duties) + len(task.campaigns) for task in tasks)
    assert all(data["label"] for _, data in graph.nodes(data=True))


@pytest.mark.parametrize("form", FORMS)
def test_nodes_and_edges_carry_what_they_mean(form: str, city: Source) -> None:
    graph = read(form, city)
    task = next(entry for entry in city.tasks() if entry.n == 1)
    assert graph.nodes[task.id]["text"] == task.text
    assert graph.nodes[task.id]["year"] == 2024
    assert graph.nodes[task.id]["due_on"] == "2024-06-30"
    assert graph.nodes[task.id]["due_ongoing"] is False
    assert "due_from" not in graph.nodes[task.id]
    lead = task.duties[0]
    edge = edge_of(graph, lead.agency, task.id)
    assert graph.nodes[lead.agency]["label"] == "市市场监管局"
    assert {name: edge[name] for name in ("label", "role", "basis", "verb", "surface", "weight")} == {
        "label": "牵头单位",
        "role": "lead",
        "basis": "named",
        "verb": "牵头",
        "surface": "市市场监管局",
        "weight": 1.0,
    }
    assert (edge["evidence_start"], edge["evidence_end"]) == (lead.start, lead.end)
    (campaign,) = task.campaigns
    assert graph.nodes[campaign.id]["label"] == "铁拳"
    membership = edge_of(graph, task.id, campaign.id)
    assert membership["relation"] == "in_campaign"


@pytest.mark.parametrize("form", FORMS)
def test_every_node_stands_before_the_first_edge_and_once(form: str, everything: Source) -> None:
    root = etree.fromstring(content(form, everything))
    order = [etree.QName(entry).localname for entry in root.iter("{*}node", "{*}edge")]
    assert order == sorted(order, key=("node", "edge").index)
    nodes = [entry.get("id") for entry in root.iter("{*}node")]
    edges = list(root.iter("{*}edge"))
    assert len(nodes) == len(set(nodes))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= set(nodes)


def test_gexf_is_of_its_version_and_has_no_time(city: Source) -> None:
    root = etree.fromstring(content("gexf", city))
    assert root.tag == "{http://gexf.net/1.3}gexf"
    assert root.get("version") == "1.3"
    graph = root.find("{*}graph")
    assert graph is not None
    assert dict(graph.attrib) == {"mode": "static", "defaultedgetype": "directed"}
    assert not {"start", "end"} & {*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES}
    declared = {entry.get("id") for entry in root.iter("{*}attribute")}
    assert {entry.get("for") for entry in root.iter("{*}attvalue")} <= declared


def test_graphml_declares_every_key_that_it_uses(city: Source) -> None:
    root = etree.fromstring(content("graphml", city))
    keys = {key.get("id"): key.get("attr.name") for key in root.iter("{*}key")}
    assert {data.get("key") for data in root.iter("{*}data")} <= set(keys)
    assert {"label", "weight"} <= set(keys.values())


@pytest.mark.parametrize("form", FORMS)
def test_the_same_graph_gives_the_same_bytes(form: str, city: Source) -> None:
    assert content(form, city) == content(form, city)


@pytest.mark.parametrize("form", FORMS)
def test_words_that_xml_cannot_hold_do_no_harm(
    form: str, city: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(city.tasks())
    odd = replace(first, text="甲\x00<乙>&\"丙'\x0b\n丁\t\ufffe😀]]>")
    monkeypatch.setattr(Source, "tasks", lambda _: iter([odd]))
    graph = read(form, city)
    assert graph.nodes[first.id]["text"] == "甲<乙>&\"丙'\n丁\t😀]]>"


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_an_empty_graph(form: str, city: Source) -> None:
    graph = read(form, city.narrowed(word="不会有的词"))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)


def test_a_long_text_has_a_short_label(city: Source) -> None:
    long = replace(next(city.tasks()), text="长" * 500)
    assert len(network._task(long).label) == network.LABEL_MOST
    assert isinstance(long, Task)
