"""A table of questions with what they are answered over the samples.

It was made by asking and looked over line by line; its counts of leads, shares, deadlines and bodies
were reckoned a second time from the annotations in samples/gold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.questions import answer
from api.questions.examples import answered_examples
from api.questions.intents import INTENTS
from graph import open_store
from graph.store import GraphStore
from tests.api.questions.answers_on_samples import load_samples, told

TABLE = [json.loads(line) for line in (Path(__file__).parent / "table.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(tmp_path_factory.mktemp("table") / "samples.lbug") as store:
        load_samples(store)
        yield store


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line["question"])
def test_question_has_the_answer_of_the_table(samples: GraphStore, line: dict[str, object]) -> None:
    question, context = str(line["question"]), line.get("context")
    assert told(samples, question, None if context is None else str(context)) == line


def test_examples_of_the_intents_are_answered_by_the_graph(samples: GraphStore) -> None:
    found = answered_examples(samples)
    assert list(found) == [intent.name for intent in INTENTS]
    lacking = {intent.name for intent in INTENTS if intent.examples and not found[intent.name]}
    assert lacking == set()
    for name, questions in found.items():
        for question in questions:
            given = answer(samples, question, limit=1)
            assert (given.status, given.intent) == ("answered", name), question


def test_a_desk_that_no_body_is_called_like_is_said(samples: GraphStore) -> None:
    given = answer(samples, "我局牵头哪些任务", own_unit="市火星局")
    assert given.status == "not_understood"
    assert "DUTYGRAPH_OWN_UNIT" in given.answer


def test_the_table_holds_enough_of_every_kind() -> None:
    statuses = Counter(line["status"] for line in TABLE)
    assert len(TABLE) >= 150
    assert statuses["not_understood"] >= 20
    assert statuses["empty"] >= 15
    assert statuses["ambiguous"] >= 3
