"""The samples parse to their gold: every task, agency, role, campaign, deadline, date and fact."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ingest.document import Json, as_json
from ingest.parse import parse_text
from tests.ingest.files import parse_file
from tests.ingest.test_laws import check_cover, check_order, check_spans

SAMPLES = Path(__file__).parents[2] / "samples"
FACTS = (
    *("title", "doc_number", "issuer", "region", "level", "year", "issued_on"),
    *("rule", "default_parties", "draft", "period"),
)
LIMIT = 20_000_000

Task = dict[str, Json]
gold_files = pytest.mark.parametrize("gold", sorted((SAMPLES / "gold").glob("*.json")), ids=lambda p: p.stem)


def squeeze(words: Json) -> str:
    return re.sub(r"\s", "", str(words or ""))


def parsed(gold: Path) -> dict[str, Json]:
    return as_json(parse_file(SAMPLES / f"{gold.stem}.txt", LIMIT))


def load(gold: Path) -> dict[str, Json]:
    loaded: dict[str, Json] = json.loads(gold.read_text(encoding="utf-8"))
    return loaded


def objects(value: Json) -> list[Task]:
    assert isinstance(value, list)
    return [item for item in value if isinstance(item, dict)]


def reported(task: Task, wanted: Task) -> Task:
    """What gold tells of a task, in the same shape from either side. `wanted` is the gold's task."""
    due = task.get("due")
    agencies = [
        {
            "surface": squeeze(mention["surface"]),
            "name": mention["name"],
            "role": mention["role"],
            "basis": mention.get("basis") if mention["role"] == "lead" else None,
            "collective": bool(mention.get("collective")),
        }
        for mention in objects(task["responsibilities"])
    ]
    optional = {squeeze(c["name"]) for c in objects(wanted["campaigns"]) if c.get("optional")}
    names = [(squeeze(c["name"]), c.get("edition")) for c in objects(task["campaigns"])]
    path = task["path"]
    assert isinstance(path, list)
    return {
        "n": task["n"],
        "path": [squeeze(heading) for heading in path],
        "text": squeeze(task["text"]),
        "clause": squeeze(task["clause"]),
        "deadline": squeeze(task.get("deadline")),
        "due": [due["kind"], due["from"], due["on"]] if isinstance(due, dict) else ["none", None, None],
        "bodies": list(agencies),
        "campaigns": [f"{name}/{edition}" for name, edition in names if name not in optional],
    }


@gold_files
def test_every_task_is_as_its_gold_says(gold: Path) -> None:
    result, wanted = objects(parsed(gold)["tasks"]), objects(load(gold)["tasks"])
    assert [squeeze(task["clause"]) for task in result] == [squeeze(task["clause"]) for task in wanted]
    for task, right in zip(result, wanted, strict=True):
        assert reported(task, right) == reported(right, right)


@gold_files
def test_every_fact_is_as_its_gold_says(gold: Path) -> None:
    result, wanted = parsed(gold)["document"], load(gold)["document"]
    assert isinstance(result, dict)
    assert isinstance(wanted, dict)
    assert {name: squeeze(result[name]) for name in FACTS if name in wanted} == {
        name: squeeze(wanted[name]) for name in FACTS if name in wanted
    }


@gold_files
def test_every_descriptive_campaign_of_the_gold_is_recognised(gold: Path) -> None:
    result, wanted = objects(parsed(gold)["tasks"]), objects(load(gold)["tasks"])
    for task, right in zip(result, wanted, strict=True):
        titles = [squeeze(item["title"]) for item in objects(task["descriptive_campaigns"])]
        expected = right.get("descriptive_campaigns", [])
        assert isinstance(expected, list)
        for title in expected:  # where its first own word stands is a matter of judgement
            assert any(squeeze(title) in title_present for title_present in titles)


@gold_files
def test_the_laws_hold_on_every_sample(gold: Path) -> None:
    result = parse_file(SAMPLES / f"{gold.stem}.txt", LIMIT)
    check_spans(result)
    check_order(result)
    check_cover(result)
    assert parse_text(result.text).tasks == result.tasks


@gold_files
def test_nothing_of_a_sample_needs_a_second_look(gold: Path) -> None:
    result = parse_file(SAMPLES / f"{gold.stem}.txt", LIMIT)
    assert [note.message for note in result.diagnostics if note.severity != "info"] == []
