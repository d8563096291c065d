"""Every query of the catalogue gives the same rows in the same order on both engines.

Neo4j plans each text anew, which takes most of the time, so one graph serves all queries, and of the pairs
of parameters a seeded tenth is compared each time; `make test-long` compares all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise, zip_longest
from pathlib import Path
from zlib import crc32

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
GENERATED = Shape(documents=40, regions=10)
"""2,400 tasks of four years."""
PAIRS_SHARE = 10
"""One of so many pairs is compared by `make test`."""
Values = Mapping[str, Sequence[Value]]
Parameters = dict[str, Value]


@dataclass(frozen=True)
class Both:
    """One graph in both engines, and values of parameters that it has rows for."""

    embedded: GraphStore
    server: GraphStore
    values: Values

    def rows(self, name: str, parameters: Parameters) -> list[Row]:
        """The rows of either engine, which are the same, columns in the same order."""
        rows = self.embedded.read(name, parameters)
        from_server = self.server.read(name, parameters)
        assert from_server == rows, parameters
        assert [list(row) for row in from_server[:1]] == [list(row) for row in rows[:1]]
        return rows

    def compare(self, query: Query, parameters: Parameters) -> int:
        """The number of rows, which are compared; so is the page from the middle of them on."""
        rows = self.rows(query.name, parameters)
        if "after" in query.parameters and len(rows) > 1 and "sort_key" in rows[0]:
            self.rows(query.name, {**parameters, "after": rows[len(rows) // 2]["sort_key"]})
        return len(rows)


@pytest.fixture(scope="module")
def both(neo4j_server: Login, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The samples, generated plans, and the two cities' plans where they are stored beside the checkout."""
    embedded = LadybugEngine(tmp_path_factory.mktemp("graph")).open()
    server = Neo4jEngine(neo4j_server).open()
    stores = (embedded, server)
    with embedded, server, pytest.MonkeyPatch.context() as patch:
        # The log of changes tells which documents went in by one write: as many in both.
        patch.setattr(LadybugStore, "batch_tasks", Neo4jStore.batch_tasks)
        load_files(stores, sorted((ROOT / "samples").glob("*.txt")))
        of_samples = values(embedded)
        load_files(stores, sorted(CITIES.glob("*.txt")))
        for store in stores:
            store.load_many(documents(GENERATED))
        yield Both(embedded, server, in_turn(of_samples, values(embedded)))


def load_files(stores: Sequence[GraphStore], files: Sequence[Path]) -> None:
    for store in stores:
        for result in load_paths(store, files, 20_000_000):
            assert result.error is None


def in_turn(first: Values, second: Values) -> Values:
    """Of each parameter a value of the first, one of the second, and so on."""
    return {name: list(unlike_none(first[name], second[name])) for name in first}


def unlike_none(*columns: Sequence[Value]) -> Iterator[Value]:
    return (value for value in chain.from_iterable(zip_longest(*columns)) if value is not None)


def values(store: GraphStore) -> Values:
    """A few values of each parameter, by its name, that the graph has an answer for."""
    agencies = store.read("agencies/list", {"limit": 500})
    some = agencies[:: len(agencies) // 20 + 1]
    busiest = max(some, key=lambda row: len(store.read("agencies/partners", {"agency": row["agency"]})))
    partners = store.read("agencies/partners", {"agency": busiest["agency"]})
    tasks = store.read("tasks/list", {"limit": 500})
    campaigns = store.read("campaigns/names")
    words = [str(tasks[0]["text"])[:2], str(tasks[-1]["text"])[2:4]]
    documents_ = store.read("documents/list")
    cited = [
        row for entry in documents_ for row in store.read("documents/cites", {"document": entry["document"]})
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


def single_cases(query: Query, known: Values) -> Iterator[Parameters]:
    """What the query requires, then each optional parameter alone, then all of them."""
    optional = optional_names(query)
    for turn in turns(query):
        least = required_values(query, known, turn)
        yield least
        if "limit" in query.parameters:
            yield {**least, "limit": known["limit"][turn % 2]}
        for name in optional:
            yield {**least, name: known[name][turn % len(known[name])]}
        yield {**least, **{name: known[name][turn % len(known[name])] for name in optional}}


def pair_cases(query: Query, known: Values, *, sampled: bool) -> Iterator[Parameters]:
    """Two optional parameters at once: those of the sample, or those that it leaves out."""
    for left, right in pairwise(optional_names(query)):
        if (crc32(f"{query.name} {left} {right}".encode()) % PAIRS_SHARE == 0) is not sampled:
            continue
        for turn in turns(query):
            least = required_values(query, known, turn)
            yield {**least, left: known[left][0], right: known[right][turn % len(known[right])]}


def optional_names(query: Query) -> list[str]:
    return [name for name, parameter in query.parameters.items() if parameter.optional]


def turns(query: Query) -> range:
    """How many times a query is run with other values."""
    return range(2 if optional_names(query) else 6)


def required_values(query: Query, known: Values, turn: int) -> Parameters:
    required = [
        name for name, entry in query.parameters.items() if not entry.optional and entry.default is None
    ]
    return {name: known[name][turn % len(known[name])] for name in required}


@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_a_query_gives_the_same_rows_in_the_same_order(both: Both, name: str) -> None:
    query = load_catalogue()[name]
    most = max(both.compare(query, parameters) for parameters in single_cases(query, both.values))
    for parameters in pair_cases(query, both.values, sampled=True):
        both.compare(query, parameters)
    # What a whole graph has none of; tests/graph/test_checking.py makes some. These plans read without doubt.
    of_faults = name.startswith("check/") or name == "documents/noted"
    assert most or of_faults, f"nothing in the graph is found by {name}: nothing was compared"


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_a_query_gives_the_same_rows_for_every_other_pair_of_parameters(both: Both, name: str) -> None:
    query = load_catalogue()[name]
    for parameters in pair_cases(query, both.values, sampled=False):
        both.compare(query, parameters)


def test_pages_end_to_end_are_the_same(both: Both) -> None:
    def tasks(store: GraphStore) -> Iterator[Value]:
        after = ""
        while page := store.read("tasks/list", {"after": after, "limit": 100}):
            yield from column(page, "task")
            after = str(page[-1]["sort_key"])

    embedded, server = list(tasks(both.embedded)), list(tasks(both.server))
    assert server == embedded
    assert len(set(embedded)) == len(embedded)
