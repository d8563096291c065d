"""Diffusion: precision and recall on labelled pairs, against the baselines, here and on real documents."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

import pytest

from graph.analysis import diffusion, evaluate, records
from graph.analysis.diffusion import LEAST, Method, Quality, diffusion_pairs, local_alignment
from graph.store import GraphStore
from tests.ingest.files import parse_file

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LABELS = sorted((HERE / "labels").glob("*.csv"))
FOLDERS = (ROOT / "samples", ROOT.parent / "shared" / "corpus")
METHODS: tuple[Method, ...] = get_args(Method)


def labelled(path: Path) -> list[tuple[int, int]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(int(row["source_n"]), int(row["target_n"])) for row in csv.DictReader(file)]


def texts(name: str) -> list[str]:
    for location in FOLDERS:
        path = location / f"{name}.txt"
        if path.is_file():
            return [task.text for task in parse_file(path, 10**7).tasks]
    pytest.skip(f"the text of {name} is kept beside the checkout, and is not there")


def quality(path: Path, method: Method, least: float | None = None) -> Quality:
    source, target = path.stem.split("--")
    matches = diffusion_pairs(texts(source), texts(target), method, least)
    return evaluate([(match.left + 1, match.right + 1) for match in matches], labelled(path))


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_are_of_the_tasks_that_the_parser_finds(path: Path) -> None:
    source, target = (len(texts(name)) for name in path.stem.split("--"))
    pairs = labelled(path)
    assert all(0 < a <= source and 0 < b <= target for a, b in pairs)
    assert len({b for _, b in pairs}) == len(pairs)


REACHED = {
    "011--072": (1.0, 1.0),
    "019--012": (0.92, 1.0),
    "lanning-2024-dajia--linxi-2024-fengong": (1.0, 0.6),
    "qingchuan-2024-dajia--lanning-2024-dajia": (1.0, 0.5),
}
"""Precision and recall of the default: near whole where plans copy, about half where they paraphrase."""


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_the_measure_is_as_right_as_we_say(path: Path) -> None:
    matches = quality(path, "likeness")
    precision, recall = REACHED[path.stem]
    assert matches.precision >= precision
    assert matches.recall >= recall


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
@pytest.mark.parametrize("baseline", ["shingles", "alignment"])
def test_no_baseline_is_better_by_f1(path: Path, baseline: Method) -> None:
    assert quality(path, "likeness").f1 >= quality(path, baseline).f1


def test_what_became_of_a_province_s_tasks(samples: GraphStore) -> None:
    rows = {row["title"]: row["document"] for row in samples.read("documents/list")}
    source = next(id for title, id in rows.items() if "清川省" in str(title))
    target = next(id for title, id in rows.items() if "2024年澜宁市" in str(title))
    table = diffusion(samples, str(source), str(target))
    matches = {(row["source_n"], row["target_n"]): row for row in records(table)}
    assert "农村假冒伪劣食品专项整治行动" in matches[4, 5]["shared"][0]  # type: ignore[index]
    targets = [row.target_n for row in table]
    assert targets == sorted(set(targets))
    assert "third" in table.attrs["caveat_source"]


@pytest.mark.parametrize("method", METHODS)
def test_a_copy_is_its_own_source(method: Method) -> None:
    words = ["查处网络侵权盗版行为。", "整治农村食品市场秩序。", "保护海外知识产权权益。"]
    pairs = diffusion_pairs(words, words[::-1], method)
    assert [(match.left, match.right) for match in pairs] == [(2, 0), (1, 1), (0, 2)]
    assert all(match.score == pytest.approx(1) for match in pairs)
    assert diffusion_pairs([], words, method) == diffusion_pairs(words, [], method) == []
    assert 0 < LEAST[method] < 1


def test_quality_by_hand() -> None:
    matches = evaluate([(1, 1), (2, 2), (3, 3)], [(1, 1), (2, 2), (4, 4), (5, 5)])
    assert (matches.precision, matches.recall) == (2 / 3, 1 / 2)
    assert matches.f1 == pytest.approx(4 / 7)
    assert evaluate([], []).f1 == 0


def test_local_alignment_by_hand() -> None:
    # 网络盗版 is four matches of four that the shorter text could have
    assert local_alignment("网络盗版", "查处网络盗版行为") == 1
    assert local_alignment("甲乙", "丙丁") == local_alignment("", "丙") == 0
