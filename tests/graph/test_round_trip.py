"""Whatever text a document holds comes back as it was, by either way of loading."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.folding import fold
from graph.ladybug.store import LadybugStore
from graph.records import DocumentGraph, Task
from graph.store import GraphStore
from tests.graph.engines import Engine
from tests.graph.plans import CULTURE, PIRACY, Line, plan

ODD = [
    "",
    "\n",
    "\r\n",
    "\r",
    "'",
    '"',
    '""',
    "\\",
    "\\n",
    '\\"',
    ",",
    " 前后 ",
    "NULL",
    "null",
    "😀𠮷",
    "\t",
    "[甲,乙]",
    "{a: 1}",
    "\u2028",
    "甲\x00乙",
    "\x1f",
    "e\u0301",
    "\ufeff",
    "\ue000",
    "$id",
    "`",
    "//? agency",
    "; MATCH (n) DETACH DELETE n",
    "0",
    "true",
    "2023-01-01",
    "长" * 70_000,
]

texts = st.one_of(st.sampled_from(ODD), st.text(st.characters(codec="utf-8"), max_size=30))
optional = st.none() | texts


@st.composite
def odd_graphs(draw: st.DrawFn) -> DocumentGraph:
    """A document whose every free text is odd, among nulls, empty lists and dates of all ages."""
    lines = [Line(draw(texts), ((CULTURE, "lead"),), ("剑网",)) for _ in range(draw(st.integers(1, 3)))]
    graph = plan(draw(texts), lines)
    document = replace(
        graph.document,
        doc_number=draw(optional),
        issuer=draw(optional),
        issuers=tuple(draw(st.lists(texts, max_size=3))),
        period=tuple(draw(st.sampled_from([(), (2016, 2020)]))),
        year=draw(st.none() | st.integers(-(2**63), 2**63 - 1)),
        issued_on=draw(st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))),
        outline=draw(texts),
        rule=draw(optional),
        text=draw(texts),
    )
    tasks = tuple(
        replace(
            task,
            number=draw(optional),
            path=tuple(draw(st.lists(texts, max_size=3))),
            clause=draw(texts),
            deadline=draw(optional),
            due_on=draw(st.none() | st.dates()),
            due_ongoing=draw(st.booleans()),
            span_start=draw(st.integers(0, 2**40)),
        )
        for task in graph.tasks
    )
    duties = tuple(replace(duty, surface=draw(texts), verb=draw(optional)) for duty in graph.duties)
    enrolments = tuple(
        replace(each, surface=draw(texts), edition=draw(optional)) for each in graph.enrolments
    )
    return replace(graph, document=document, tasks=tasks, duties=duties, enrolments=enrolments)


@pytest.fixture(params=["single", "bulk"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "bulk":
        monkeypatch.setattr(LadybugStore, "fewest_tasks", 1)  # Neo4j has no other way for what is new
    return str(request.param)


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def stored_tasks(engine: Engine, store: GraphStore) -> dict[object, dict[str, object]]:
    names = [field.name for field in fields(Task)]
    values = ", ".join(f"t.{name} AS {name}" for name in names)
    rows = engine.rows(store, f"MATCH (t:Task) RETURN {values}")
    return {row["id"]: dict(row) for row in rows}


@pytest.mark.parametrize("examples", [10, pytest.param(100, marks=pytest.mark.long)])
def test_odd_texts_come_back(engine: Engine, store: GraphStore, way: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(graph=odd_graphs())
    def comes_back(graph: DocumentGraph) -> None:
        assert_comes_back(engine, store, way, graph)

    comes_back()


def assert_comes_back(engine: Engine, store: GraphStore, way: str, graph: DocumentGraph) -> None:
    """Load the document, compare all that is stored of it, and remove it."""
    if way == "single":
        store.replace_document(graph)
    else:
        store.load_many([graph])
    try:
        assert stored_tasks(engine, store) == {
            task.id: {field.name: plain(getattr(task, field.name)) for field in fields(Task)}
            for task in graph.tasks
        }
        facts = store.read("documents/get", {"document": graph.document.id})[0]
        for name in ("title", "doc_number", "issuer", "issuers", "year", "issued_on", "period", "rule"):
            assert facts[name] == plain(getattr(graph.document, name)), name
        text = store.read("documents/text", {"document": graph.document.id})[0]
        assert (text["text"], text["outline"]) == (graph.document.text, graph.document.outline)
        duties = store.read("documents/duties", {"document": graph.document.id})
        assert [(row["task"], row["surface"], row["verb"]) for row in duties] == [
            (duty.task, duty.surface, duty.verb) for duty in graph.duties
        ]
        campaigns = store.read("documents/campaigns", {"document": graph.document.id})
        assert [(row["surface"], row["edition"]) for row in campaigns] == [
            (each.surface, each.edition) for each in graph.enrolments
        ]
    finally:
        store.remove_document(graph.document.id)


def test_a_task_of_any_length_is_kept_and_found(store: GraphStore, way: str) -> None:
    """The engine's index for CONTAINS has a limit in bytes; these characters have four."""
    words = "开头" + "𠮷" * 70_000
    long = plan("要点", [Line(words, ((CULTURE, "lead"),))])
    if way == "single":
        store.replace_document(long)
    else:
        store.load_many([long])
    for word in ("开头𠮷", "𠮷" * 7_000):
        matches = store.read("tasks/list", {"word": word, "document": long.document.id, "limit": 2})
        assert [row["text"] for row in matches] == [words]


def test_words_are_found_literally(store: GraphStore) -> None:
    odd = plan("要点", [Line(f"任务{n}：{text}。") for n, text in enumerate(ODD) if len(text) < 100])
    store.replace_document(PIRACY)
    store.replace_document(odd)
    for word in filter(None, map(fold, ODD[:-1])):  # white space alone is no word
        matches = store.read("tasks/list", {"word": word, "document": odd.document.id, "limit": 100})
        expected = {task.text for task in odd.tasks if word in task.search}
        assert {row["text"] for row in matches} == expected
        assert expected
