"""The annotated city plans at 100 and the development set at its level, where the folder is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.document import as_json
from ingest.parse import parse_text
from ingest.read.text import decode
from tests.ingest.test_laws import check_cover, check_nothing_lost, check_order, check_spans

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
# Least total over the development set, in percent: its role figure; every other one is at 100.
DEV_LEAST = 99.8

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(),
    reason="the annotated documents are not beside this checkout",
)


def score(gold_files: list[Path], texts: Path, least: float, work: Path) -> None:
    """Fails where a figure of the total is below `least` percent."""
    pairs: list[str] = []
    for gold in gold_files:
        raw, _ = decode((texts / f"{gold.stem}.txt").read_bytes())
        output = work / gold.name
        output.write_text(json.dumps(as_json(parse_text(raw, gold.stem)), ensure_ascii=False), "utf-8")
        pairs += [str(gold), str(output)]
    command = [sys.executable, str(SHARED / "gold" / "score.py"), "--min", str(least), *pairs]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{gold_files[-1].stem}: " in result.stdout


def test_both_city_plans_are_read_as_annotated(tmp_path: Path) -> None:
    folder = SHARED / "gold"
    gold = sorted(folder.glob("*.json"))
    assert len(gold) >= 2
    score(gold, folder, 100.0, tmp_path)


def test_the_development_set_does_not_fall(tmp_path: Path) -> None:
    gold = sorted((SHARED / "gold" / "dev").glob("*.json"))
    assert len(gold) >= 22
    score(gold, SHARED / "corpus", DEV_LEAST, tmp_path)


def test_the_samples_satisfy_the_same_scorer(tmp_path: Path) -> None:
    score(sorted((ROOT / "samples" / "gold").glob("*.json")), ROOT / "samples", 100.0, tmp_path)


def test_every_document_of_the_corpus_keeps_the_laws() -> None:
    documents = sorted((SHARED / "corpus").glob("*.txt"))
    assert documents
    for document in documents:
        raw, _ = decode(document.read_bytes())
        parsed = parse_text(raw, document.name)
        check_spans(parsed)
        check_order(parsed)
        check_cover(parsed)
        check_nothing_lost(raw, parsed)
