"""The samples' gold agrees with the samples' own words; nothing here uses the parser."""

from __future__ import annotations

import codecs
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = sorted((SAMPLES / "gold").glob("*.json"))
PAGE_CUT = re.compile(r"\n— \d+ —\n(?:\s*\S+公报.*\n)?")


def read(sample: Path) -> str:
    """The sample's characters without white space, page numbers and running heads."""
    raw = sample.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    return squeeze(PAGE_CUT.sub("", text.replace("\r\n", "\n")))


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def load(gold: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
    return loaded


def test_each_sample_has_gold_and_each_gold_its_sample() -> None:
    assert len(GOLD) >= 4
    assert {path.stem for path in GOLD} == {path.stem for path in SAMPLES.glob("*.txt")}


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_headings_texts_clauses_and_agencies_stand_in_the_sample_in_order(gold: Path) -> None:
    text = read(SAMPLES / f"{gold.stem}.txt")
    tasks = load(gold)["tasks"]
    assert 15 <= len(tasks) <= 60
    assert [task["n"] for task in tasks] == list(range(1, len(tasks) + 1))
    at = 0
    for task in tasks:
        words, clause = squeeze(task["text"]), squeeze(task["clause"])
        assert words + clause in text[at:], task
        at = text.index(words + clause, at)
        for heading in task["path"]:
            assert squeeze(heading) in text[:at], task
        at += len(words)
        for agency in task["responsibilities"]:
            at = text.index(squeeze(agency["surface"]), at) + len(squeeze(agency["surface"]))
        assert squeeze(task.get("deadline", "")) in clause, task
        for campaign in task["campaigns"]:
            assert squeeze(campaign["surface"]) in squeeze("".join(task["path"])) + words
            assert squeeze(campaign["name"]) in squeeze(campaign["surface"])


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_roles_and_bases_are_possible_together(gold: Path) -> None:
    for task in load(gold)["tasks"]:
        agencies = [
            agency for agency in task["responsibilities"] if agency["role"] in ("lead", "assist", "joint")
        ]
        roles = [agency["role"] for agency in agencies]
        bases = {agency.get("basis") for agency in agencies if agency["role"] == "lead"}
        assert not ("lead" in roles and "joint" in roles), task
        assert roles.count("joint") != 1, task
        assert "assist" not in roles or "lead" in roles, task
        assert len(bases) <= 1, task
        assert "sole" not in bases or len(agencies) == 1, task


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_facts_and_dates_are_printed_and_well_formed(gold: Path) -> None:
    text, parsed = read(SAMPLES / f"{gold.stem}.txt"), load(gold)
    facts = parsed["document"]
    for name in ("title", "doc_number", "issuer", "region", "rule", "default_parties"):
        assert squeeze(facts.get(name) or "") in text, name
    issued = date.fromisoformat(facts["issued_on"])
    assert f"{issued.year}年{issued.month}月{issued.day}日" in text
    for task in parsed["tasks"]:
        assert ("deadline" in task) == ("due" in task)
        due = task.get("due", {"kind": "none", "from": None, "on": None})
        days = [date.fromisoformat(day) for day in (due["from"], due["on"]) if day]
        assert len(days) == {"by": 1, "period": 2}.get(due["kind"], 0), task
        assert days == sorted(days)
