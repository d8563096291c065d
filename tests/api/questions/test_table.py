"""A table of questions with what they are answered over the samples.

It was made by asking and looked over line by line; its counts of leads, shares, deadlines and agencies
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
from tests.api.questions.answers_on_samples import described, load_samples

TABLE = [json.loads(line) for line in (Path(__file__).parent / "table.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(tmp_path_factory.mktemp("table") / "samples.lbug") as store:
        load_samples(store)
        yield store


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line["question"])
def test_question_has_the_answer_of_the_table(samples: GraphStore, line: dict[str, object]) -> None:
    question, context = str(line["question"]), line.get("context")
    assert described(samples, question, None if context is None else str(context)) == line


def test_examples_of_the_intents_are_answered_by_the_graph(samples: GraphStore) -> None:
    result = answered_examples(samples)
    assert list(result) == [intent.name for intent in INTENTS]
    lacking = {intent.name for intent in INTENTS if intent.examples and not result[intent.name]}
    assert lacking == set()
    for name, questions in result.items():
        for question in questions:
            answered = answer(samples, question, limit=1)
            assert (answered.status, answered.intent) == ("answered", name), question


def test_an_own_unit_that_no_agency_bears_is_reported(samples: GraphStore) -> None:
    answered = answer(samples, "我局牵头哪些任务", own_unit="市火星局")
    assert answered.status == "not_understood"
    assert "DUTYGRAPH_OWN_UNIT" in answered.answer


def test_the_table_holds_enough_of_every_kind() -> None:
    statuses = Counter(line["status"] for line in TABLE)
    assert len(TABLE) >= 150
    assert statuses["not_understood"] >= 20
    assert statuses["empty"] >= 15
    assert statuses["ambiguous"] >= 3
