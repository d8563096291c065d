"""Hostile statements: whatever is sent, graph and files stay as they are, and the server answers on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.config.keys import new_secret
from api.config.settings import Settings
from tests.api.http.attacks import HARMLESS, REFUSED, End
from tests.api.http.conftest import HERE, filled
from tests.api.http.plans import PLANS

OF_TYPE: dict[str, End] = {
    "statement-refused": "refused",
    "bad-parameter": "bad-parameter",
    "statement-failed": "failed",
    "limit-reached": "limit",
}


@dataclass(frozen=True)
class Target:
    """A server that runs statements, its graph file, and a folder that nobody may touch."""

    client: TestClient
    graph: Path
    canary: Path

    def state(self) -> list[object]:
        """Everything that an attack might change."""
        log = self.graph.with_name(self.graph.name + ".wal")
        matches: list[object] = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (self.graph, log)]
        matches += [(path.name, path.read_bytes()) for path in sorted(self.canary.iterdir())]
        return [*matches, sorted(path.name for path in self.graph.parent.iterdir())]

    def attack(self, statement: str, seconds: float = 60, **more: object) -> tuple[End, dict[str, object]]:
        """How a statement ends, and what is said of it."""
        text = statement.replace("{canary}", str(self.canary / "bait.csv"))
        text = text.replace("{graph}", str(self.graph))
        content = {"statement": text, "limits": {"seconds": seconds}, **more}
        answer = self.client.post("/api/v1/cypher", json=content)
        if answer.status_code == 200:
            return "answered", answer.json()
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        message = answer.json()
        return OF_TYPE[message["type"].rpartition(":")[2]], message


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    canary = tmp_path_factory.mktemp("canary")
    (canary / "bait.csv").write_text("a,b\n1,2\n", "utf-8")
    folder = tmp_path_factory.mktemp("attacked")
    with filled(folder, *PLANS) as store:
        key = new_secret()
        app = create_app(Settings(cypher=True, cypher_memory_mb=256, cypher_seconds=60), store, key)
        with TestClient(app, base_url=HERE) as client:
            client.headers["authorization"] = f"Bearer {key}"
            yield Target(client, folder / "graph.lbug", canary)


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_more_than_read_is_refused_and_changes_nothing(target: Target, name: str) -> None:
    before = target.state()
    end, message = target.attack(REFUSED[name])
    assert end == "refused", message
    refused = message["refused"]
    assert isinstance(refused, dict)
    assert refused.keys() == {"words", "line", "column"}
    assert target.state() == before
    assert target.client.get("/api/v1/agencies?limit=1").status_code == 200


@pytest.mark.parametrize("name", HARMLESS)
def test_what_passes_is_harmless(target: Target, name: str) -> None:
    before = target.state()
    statement, expected = HARMLESS[name]
    end, message = target.attack(statement, seconds=1 if expected in {"limit", "ended"} else 60)
    assert end in ({"limit", "failed"} if expected == "ended" else {expected}), message
    assert target.state() == before
    assert target.client.get("/api/v1/agencies?limit=1").status_code == 200


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2**63, "整数太大"),
        (-(2**70), "整数太大"),
        ([], "列表不能为空"),
        ([None], "空值"),
        ([1, "a"], "同一类"),
        ([[1], "a"], "同一类"),
        ([[[[[[1]]]]]], "最多嵌套 4 层"),
        ({"a": {"b": {"c": {"d": {"e": 1}}}}}, "最多嵌套 4 层"),
        ({"a b": 1}, "映射的键"),
        ({"": 1}, "映射的键"),
        ({"a) DELETE (a": 1}, "映射的键"),
        ("x" * 1_000_001, "参数太大"),
        (list(range(10_001)), "参数太大"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_values_that_no_engine_takes_are_refused(target: Target, value: object, said: str) -> None:
    end, problem = target.attack("RETURN $p AS n", parameters={"p": value})
    assert end == "bad-parameter"
    assert said in str(problem["detail"])
    assert problem["errors"] == [{"parameter": "p", "detail": str(problem["detail"]).removeprefix("p：")}]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(target: Target, number: str) -> None:
    answer = target.client.post(
        "/api/v1/cypher",
        content=f'{{"statement": "RETURN $p AS n", "parameters": {{"p": {number}}}}}',
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:dutygraph:problem:bad-parameter"


def test_half_a_character_in_a_value_or_a_statement_is_refused(target: Target) -> None:
    for content in (
        r'{"statement": "RETURN $p AS n", "parameters": {"p": "\ud800"}}',
        r'{"statement": "RETURN 1 AS n // \ud800"}',
    ):
        answer = target.client.post(
            "/api/v1/cypher", content=content, headers={"content-type": "application/json"}
        )
        assert answer.status_code == 422, answer.text


@pytest.mark.parametrize(
    ("statement", "parameters", "said"),
    [
        ("RETURN $p AS n", {}, "$p 没有给出值"),
        ("RETURN $sys AS n", {}, "$sys 没有给出值"),
        ("RETURN 1 AS n", {"p": 1}, "语句里没有 $p"),
        ("RETURN $p AS n", {"p": 1, "p) DELETE": 2}, "参数名"),
        ("RETURN $p AS n", {f"p{n}": n for n in range(100_000)}, "最多 100 个参数"),
    ],
    ids=["missing", "name of Python", "unused", "name that is none", "a hundred thousand"],
)
def test_parameters_and_statement_must_fit(
    target: Target, statement: str, parameters: dict[str, object], said: str
) -> None:
    end, problem = target.attack(statement, parameters=parameters)
    assert end == "bad-parameter"
    assert said in str(problem["detail"])


def test_a_value_is_never_read_as_cypher(target: Target) -> None:
    hostile = "x' OR 1=1; MATCH (a) DETACH DELETE a //"
    before = target.state()
    end, message = target.attack("RETURN $p AS n", parameters={"p": hostile})
    assert (end, message["rows"]) == ("answered", [{"n": hostile}])
    assert target.state() == before


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b'{"statement": 1}', 422),
        (b'{"statement": "RETURN 1 AS n", "limits": {"rows": 0}}', 422),
        (b'{"statement": "RETURN 1 AS n", "limits": {"hours": 1}}', 422),
        (b'{"statement": "RETURN 1 AS n", "more": 1}', 422),
        (b'{"statement": "%s"}' % (b"x" * 1_000_000), 422),
        (b'{"statement": "RETURN $p AS n", "parameters": {"p": %s1%s}}' % (b"[" * 500, b"]" * 500), 422),
        (b"[" * 100_000, 400),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_body_that_is_none_is_one_problem(target: Target, content: bytes, status: int) -> None:
    answer = target.client.post(
        "/api/v1/cypher", content=content, headers={"content-type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_form_of_another_site_is_not_taken(target: Target) -> None:
    """A page elsewhere can post text without asking; it cannot post JSON so."""
    answer = target.client.post(
        "/api/v1/cypher", content='{"statement": "RETURN 1 AS n"}', headers={"content-type": "text/plain"}
    )
    assert answer.status_code == 422
