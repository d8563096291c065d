"""Constraints and indexes of the server, and how it is spoken to."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import neo4j
import pytest

from core.errors import StoreError
from core.rows import Value
from graph import Access, open_store
from graph.neo4j.layout import declared, present
from graph.neo4j.store import Neo4jStore
from graph.queries.catalogue import find_query
from tests.graph.engines import Neo4jEngine
from tests.graph.plans import FOOD, MARKET, PIRACY
from tools.neo4j_server import Login


@pytest.fixture
def neo4j_store(neo4j_server: Login) -> Iterator[Neo4jStore]:
    with Neo4jEngine(neo4j_server).open() as store:
        assert isinstance(store, Neo4jStore)
        store.replace_document(PIRACY)
        store.replace_document(FOOD)
        yield store


def test_every_declared_constraint_and_index_is_there_and_online(neo4j_store: Neo4jStore) -> None:
    assert present(neo4j_store._server) == {name: "ONLINE" for name, _ in declared()}


def test_opening_again_makes_what_is_missing(neo4j_store: Neo4jStore, neo4j_server: Login) -> None:
    neo4j_store._server.write(
        lambda transaction: transaction.run("DROP INDEX dutygraph_Task_search_text", {})
    )
    open_store(neo4j_server.uri, access=Access(neo4j_server.user, neo4j_server.password)).close()
    assert present(neo4j_store._server) == {name: "ONLINE" for name, _ in declared()}


def test_two_nodes_of_one_id_are_refused(neo4j_store: Neo4jStore) -> None:
    for node in ("Document", "Task", "Agency", "System", "Campaign", "Region", "Store", "Change"):
        rows = neo4j_store._server.read(f"MATCH (n:{node}) RETURN n.id AS id LIMIT 1", {})
        with pytest.raises(StoreError, match="already exists"):
            neo4j_store._server.write(
                lambda transaction, node=node, row=rows[0]: transaction.run(
                    f"CREATE (:{node} {{id: $id}})", row
                )  # type: ignore[misc]
            )


@pytest.mark.parametrize(
    ("query", "parameters", "operators"),
    [
        ("tasks/get", {"task": PIRACY.tasks[0].id}, {"NodeUniqueIndexSeek"}),
        ("agencies/tasks", {"agency": MARKET.id}, {"NodeUniqueIndexSeek"}),
        ("documents/get", {"document": FOOD.document.id}, {"NodeUniqueIndexSeek"}),
        ("tasks/list", {"word": "网络"}, {"NodeIndexContainsScan", "NodeIndexSeekByRange"}),
        ("tasks/list", {"region": "r"}, {"NodeIndexSeek"}),
        ("tasks/list", {"year": 2023}, {"NodeIndexSeek"}),
        ("agencies/list", {"q": "监管"}, {"NodeIndexContainsScan", "NodeIndexSeekByRange"}),
    ],
)
@pytest.mark.usefixtures("neo4j_store")
def test_a_query_begins_at_an_index(
    neo4j_server: Login, query: str, parameters: dict[str, Value], operators: set[str]
) -> None:
    """So no list reads all nodes; what a word is looked for in may be read in the list's order."""
    matches = find_query(query)
    bound = matches.bind(parameters)
    with neo4j.GraphDatabase.driver(
        neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)
    ) as driver:
        _, summary, _ = driver.execute_query("EXPLAIN " + matches.render(bound), bound)
    used = set(_operators(summary.plan))
    assert used & operators, used
    assert not used & {"AllNodesScan", "NodeByLabelScan"}, used


def _operators(plan: object) -> Iterator[str]:
    assert isinstance(plan, dict)
    yield str(plan["operatorType"]).partition("@")[0]
    for child in plan.get("children", []):
        yield from _operators(child)


def test_routing_urls_are_spoken_too(neo4j_store: Neo4jStore, neo4j_server: Login) -> None:
    url = neo4j_server.uri.replace("bolt://", "neo4j://")
    with open_store(url, access=Access(neo4j_server.user, neo4j_server.password)) as store:
        assert store.read("store/counts") == neo4j_store.read("store/counts")
        assert store.remove_document(FOOD.document.id).status == "removed"
        assert store.read("store/counts")[0]["documents"] == 1


def test_no_log_holds_the_password(neo4j_server: Login, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        open_store(neo4j_server.uri, access=Access(neo4j_server.user, neo4j_server.password)).close()
    assert caplog.text  # the driver does log what it sends
    assert neo4j_server.password not in caplog.text
    assert neo4j_server.password not in repr(Access(neo4j_server.user, neo4j_server.password))
