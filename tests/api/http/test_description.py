"""The API keeps to its own description, whatever is sent: no 5xx, no status that is not told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation.modes import GenerationMode

from api.app import create_app
from api.config.keys import new_secret
from api.config.settings import Settings
from graph import Access, open_store
from graph.store import GraphStore
from tests.api.http.conftest import HERE, filled
from tests.api.http.plans import PLANS, graph_of
from tools.neo4j_server import Login

EXAMPLES = 15
PATIENCE = 600  # seconds for one answer: a Neo4j that plans everything for the first time may take ten
KEY = new_secret()
EXAMPLES_ON_NEO4J = 5
MANY_EXAMPLES = 50
SENT = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of the API over the embedded engine."""
    with filled(tmp_path_factory.mktemp("described"), *PLANS) as store:
        yield from described_over(store)


@pytest.fixture(scope="module")
def described_on_neo4j(neo4j_server: Login) -> Iterator[Any]:
    """The same over a real Neo4j."""
    access = Access(user=neo4j_server.user, password=neo4j_server.password)
    with open_store(neo4j_server.uri, access=access) as store:
        for plan in PLANS:
            store.replace_document(graph_of(plan))
        yield from described_over(store)
        for row in store.read("documents/list", {"limit": 500}):
            store.remove_document(str(row["document"]))


def described_over(store: GraphStore) -> Iterator[Any]:
    """The description of a server over the store, which runs Cypher too and knows KEY."""
    app = create_app(Settings(cypher=True, uploads_per_minute=0, cypher_per_minute=0), store, local=KEY)
    with TestClient(app, base_url=HERE):
        yield schemathesis.openapi.from_asgi("/openapi.json", app, headers={"host": "127.0.0.1"})


ENDPOINTS = [
    (method, path)
    for path, item in create_app(Settings(cypher=True)).openapi()["paths"].items()
    for method in item
]


EVERY_WAY = [(method, path, mode) for method, path in ENDPOINTS for mode in GenerationMode]


@pytest.mark.parametrize(("method", "path", "mode"), EVERY_WAY)
def test_the_api_keeps_to_its_description(
    described: Any, method: str, path: str, mode: GenerationMode
) -> None:
    keeps(described[path][method], mode, EXAMPLES)


@pytest.mark.neo4j
@pytest.mark.parametrize(("method", "path", "mode"), EVERY_WAY)
def test_the_api_keeps_to_its_description_on_neo4j(
    described_on_neo4j: Any, method: str, path: str, mode: GenerationMode
) -> None:
    keeps(described_on_neo4j[path][method], mode, EXAMPLES_ON_NEO4J)


@pytest.mark.long
@pytest.mark.neo4j
@pytest.mark.parametrize(("method", "path", "mode"), EVERY_WAY)
def test_the_api_keeps_to_its_description_for_many_examples(
    described: Any, described_on_neo4j: Any, method: str, path: str, mode: GenerationMode
) -> None:
    keeps(described[path][method], mode, MANY_EXAMPLES)
    keeps(described_on_neo4j[path][method], mode, MANY_EXAMPLES)


def keeps(endpoint: Any, mode: GenerationMode, examples: int) -> None:
    """Send what fits the description, or what does not, and check the answers in every way there is."""

    @settings(SENT, max_examples=examples)
    @given(case=endpoint.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        # A name or a cursor may be well formed and still mean nothing here, which is 422 by design;
        # and whatever is sent as a plain text is one.
        left_out = ["positive_data_acceptance"]
        if case.media_type == "text/plain":
            left_out.append("negative_data_rejection")
        case.call_and_validate(
            headers={"host": "127.0.0.1", "Authorization": f"Bearer {KEY}"},
            excluded_checks=[schemathesis.checks.CHECKS.get_one(name) for name in left_out],
            timeout=PATIENCE,
        )

    try:
        check()
    except Unsatisfiable:
        pytest.skip("nothing can be sent that does not fit")
