"""One graph of the plans, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph import open_store
from graph.store import GraphStore
from tests.api.http.plans import graph_of
from tests.api.questions.plans import PLANS


@pytest.fixture(scope="session")
def plans_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(tmp_path_factory.mktemp("questions") / "plans.lbug") as store:
        for plan in PLANS:
            store.replace_document(graph_of(plan))
        yield store


@pytest.fixture
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(tmp_path_factory.mktemp("questions") / "empty.lbug") as store:
        yield store
