"""Every query of the catalogue gives the same rows in the same order on both engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bench.generate import Shape, documents
from core.rows import Row, Value
from graph.ladybug.store import LadybugStore
from graph.neo4j.store import Neo4jStore
from graph.queries.catalogue import Query, load_catalogue
from graph.store import GraphStore
from ingest.load import load_paths
from tests.graph.engines import LadybugEngine, Neo4jEngine
from tools.neo4j_server import Login

ROOT = Path(__file__).parents[2]
CITIES = ROOT.parent / "shared" / "gold"
GENERATED_TASKS = 5_000
Values = Mapping[str, Sequence[Value]]


@dataclass(frozen=True)
class Both:
    """One graph in both engines, and what its queries may be asked for."""

    name: str
    embedded: GraphStore
    server: GraphStore
    values: Values


@pytest.fixture(scope="module", params=["samples", "cities", "generated"])
def both(
    request: pytest.FixtureRequest, neo4j_server: Login, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    embedded = LadybugEngine(tmp_path_factory.mktemp("graph")).open()
    server = Neo4jEngine(iter([neo4j_server])).open()
    with embedded, server, pytest.MonkeyPatch.context() as patch:
        # The log of changes tells which documents went in by one write: as many in both.
        patch.setattr(LadybugStore, "batch_tasks", Neo4jStore.batch_tasks)
        for store in (embedded, server):
            fill(store, request.param)
        yield Both(request.param, embedded, server, values(embedded))


def fill(store: GraphStore, name: str) -> None:
    if name == "generated":
        store.load_many(documents(Shape(documents=GENERATED_TASKS // 60 + 1, regions=20)))
        return
    files = sorted((ROOT / "samples").glob("*.txt") if name == "samples" else CITIES.glob("*.txt"))
    if not files:
        pytest.skip(f"{CITIES} holds no documents: the two cities' plans are kept beside the checkout")
    for result in load_paths(store, files, 20_000_000):
        assert result.error is None


def values(store: GraphStore) -> Values:
    """A few values of each parameter, by its name, that the graph has an answer for."""
    agencies = store.read("agencies/list", {"limit": 500})
    busiest = max(agencies, key=lambda row: len(store.read("agencies/partners", {"agency": row["agency"]})))
    partners = store.read("agencies/partners", {"agency": busiest["agency"]})
    tasks = store.read("tasks/list", {"limit": 500})
    campaigns = store.read("campaigns/names")
    words = [str(tasks[0]["text"])[:2], str(tasks[-1]["text"])[2:4]]
    documents_ = store.read("documents/list")
    cited = [
        row for one in documents_ for row in store.read("documents/cites", {"document": one["document"]})
    ]
    return {
        "agency": [busiest["agency"], *column(agencies[::25], "agency")],
        "left": [busiest["agency"]],
        "right": column(partners[:2], "partner"),
        "campaign": column(campaigns[:3], "campaign"),
        "sha256": [documents_[0]["sha256"]],
        "document": [documents_[0]["document"], *column(cited[:1], "cited"), documents_[-1]["document"]],
        "task": column(tasks[:: len(tasks) // 3], "task"),
        "region": column(store.read("regions/list")[:4], "region"),
        "system": column(store.read("systems/list")[:3], "system"),
        "year": column(documents_[:3], "year"),
        "years": [column(documents_[:2], "year"), [1999]],
        "documents": [column(documents_[:2], "document")],
        "regions": [column(store.read("regions/list")[:3], "region")],
        "systems": [column(store.read("systems/list"), "system")],
        "campaigns": [column(campaigns[:2], "campaign")],
        "editions": [["2024", "2023"]],
        "bases": [["named", "sole"]],
        "of_kind": ["collective", "government"],
        "due_kind": ["none", "by"],
        "due_before": [date(2024, 6, 30), date(9999, 12, 31)],
        "issued_from": [date(2000, 1, 1)],
        "issued_to": [date(2024, 3, 31), date(9999, 12, 31)],
        "down": ["\U0010ffff", tasks[-1]["sort_key"]],
        "due_up": [date(1, 1, 1), date(2024, 6, 30)],
        "due_down": [date(9999, 12, 31), date(2024, 6, 30)],
        "year_up": [0, documents_[0]["year"]],
        "year_down": [9999, documents_[0]["year"]],
        "issued_up": [date(1, 1, 1)],
        "issued_down": [date(9999, 12, 31)],
        "ingested_up": [""],
        "ingested_down": ["\U0010ffff"],
        "name_up": ["", agencies[0]["name"]],
        "name_down": ["\U0010ffff", agencies[0]["name"]],
        "edition": ["2024", "第12次"],
        "name": [agencies[0]["name"], campaigns[0]["name"], store.read("regions/list")[0]["name"]],
        "word": list(words),
        "words": [[words[0]], list(words)],
        "q": ["市", "局", *words],
        "roles": [["lead"], ["assist", "joint"]],
        "left_roles": [["lead"]],
        "right_roles": [["assist", "joint"]],
        "partner_roles": [["lead"]],
        "basis": ["named", "sole", "duty"],
        "kind": ["government", "collective", "code"],
        "without": ["collective"],
        "since": [1],
        "due_from": [date(2023, 6, 1)],
        "due_to": [date(2024, 12, 31), date(2016, 12, 31)],
        "due_kinds": [["by", "period"], ["none"]],
        "ongoing": [True, False],
        "listed": [1, 3],
        "leads": [2],
        "leads_min": [1, 2],
        "leads_max": [0, 1],
        "bodies_min": [2, 4],
        "bodies_max": [1, 3],
        "without_role": ["lead"],
        "without_other_than": ["collective"],
        "leading": [[0, 1, 2], [0, 2], [0, 1, 2, 3]],
        "or_first": ["lead"],
        "max_bodies": [4],
        "limit": [7, 500],
    }


def column(rows: Sequence[Row], name: str) -> list[Value]:
    return [row[name] for row in rows]


def askings(query: Query, known: Values) -> Iterator[dict[str, Value]]:
    """What the query is asked: the least, each optional parameter alone, two at once, and all."""
    required = [name for name, one in query.parameters.items() if not one.optional and one.default is None]
    optional = [name for name, one in query.parameters.items() if one.optional]
    for place in range(2 if optional else 3):
        least = {name: known[name][place % len(known[name])] for name in required}
        yield least
        if "limit" in query.parameters:
            yield {**least, "limit": known["limit"][place % 2]}
        for name in optional:
            yield {**least, name: known[name][place % len(known[name])]}
        for left, right in pairwise(optional):
            yield {**least, left: known[left][0], right: known[right][place % len(known[right])]}
        yield {**least, **{name: known[name][place % len(known[name])] for name in optional}}


@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_a_query_gives_the_same_rows_in_the_same_order(both: Both, name: str) -> None:
    query = load_catalogue()[name]
    most = 0
    for given in askings(query, both.values):
        rows = both.embedded.read(name, given)
        assert both.server.read(name, given) == rows, given
        most = max(most, len(rows))
        if "after" in query.parameters and len(rows) > 1 and "sort_key" in rows[0]:
            after = {**given, "after": rows[len(rows) // 2]["sort_key"]}
            assert both.server.read(name, after) == both.embedded.read(name, after), after
    # What a whole graph has none of; tests/graph/test_checking.py makes some. The samples read without doubt.
    of_faults = name.startswith("check/") or name == "documents/noted"
    assert most or of_faults or both.name != "samples", (
        f"nothing in the samples is found by {name}: nothing was compared"
    )


def test_pages_end_to_end_are_the_same(both: Both) -> None:
    def met(store: GraphStore) -> Iterator[Value]:
        after = ""
        while page := store.read("tasks/list", {"after": after, "limit": 100}):
            yield from column(page, "task")
            after = str(page[-1]["sort_key"])

    embedded, server = list(met(both.embedded)), list(met(both.server))
    assert server == embedded
    assert len(set(embedded)) == len(embedded)
