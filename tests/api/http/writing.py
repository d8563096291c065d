"""Servers that may be written to, with a key of each kind, and what the tests send them."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from api.config.keys import named_key, new_secret
from api.config.settings import Settings
from graph.store import GraphStore
from tests.api.http.conftest import HERE

DOCUMENTS = "/api/v1/documents"
NUMBERED = (
    "云政办〔2024〕5号\n云州市2024年节水工作要点\n一、守护水源\n"
    "1．清理河道。（市水务局牵头，市林业局配合）\n2．疏浚沟渠。（市发改委负责）\n云州市人民政府\n2024年3月5日\n"
)
REWORDED = NUMBERED.replace("市林业局配合", "市公安局配合").replace("2．疏浚沟渠。（市发改委负责）\n", "")
BARE = "一、植树\n1．种树。（市林业局负责）\n"
WRITER, READER, QUERIER = new_secret(), new_secret(), new_secret()
AS_WRITER = {"authorization": f"Bearer {WRITER}"}
KEYS = " ".join(
    (
        named_key("writer", WRITER, ["write"]).line(),
        named_key("reader", READER, ["read"]).line(),
        named_key("querier", QUERIER, ["cypher"]).line(),
    )
)


def over(store: GraphStore, local: str | None = None, **settings: Any) -> TestClient:
    """A client of a server over the store that takes KEYS."""
    return TestClient(
        create_app(Settings(keys=SecretStr(KEYS), **settings), store, local),
        base_url=HERE,
        follow_redirects=False,
    )


def sent(client: TestClient, *files: tuple[str, bytes], url: str = DOCUMENTS, **more: Any) -> list[Any]:
    """The results of sending these files."""
    answer = client.post(url, files=[("file", file) for file in files], headers=AS_WRITER, **more)
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


def listed(client: TestClient) -> list[Any]:
    """The documents of the graph."""
    items: list[Any] = client.get(DOCUMENTS).json()["items"]
    return items
