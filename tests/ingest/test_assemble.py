"""From a parsed document to records: who is one node, which ids stay, when the digest changes."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.records import Agency, DocumentGraph
from ingest.assemble.records import assemble
from ingest.parse import parse_text

ROOT = Path(__file__).parents[2]
HEAD = "{number}\n{region}节水工作方案\n"
CLOSING = "{region}人民政府\n2024年3月5日\n"


def graph(tasks: str, region: str = "云州市", number: str = "", source: str = "方案.txt") -> DocumentGraph:
    raw = HEAD.format(number=number, region=region) + "一、重点任务\n" + tasks + CLOSING.format(region=region)
    return assemble(parse_text(raw, source))


def agencies(result: DocumentGraph) -> dict[str, Agency]:
    return {agency.name: agency for agency in result.agencies}


def region_name(result: DocumentGraph, agency: Agency) -> str:
    return next(region.name for region in result.regions if region.id == agency.region)


MANY = (
    "1．开展“清渠”“清风”专项行动。（市发改委、市水务局牵头，信阳海关、市林业局、有关部门配合）\n"
    "2．疏浚沟渠，开展“昆仑”行动。（市发展和改革委员会、省水利厅、市教育局按职责分工负责）\n"
)
SINGLE = "1．清理河道。（市水务局、市林业局负责）\n"


def test_two_spellings_of_an_agency_are_a_single_agency_with_both_as_aliases() -> None:
    result = graph("1．清理河道。（市发改委负责）\n2．疏浚沟渠。（市发展和改革委员会负责）\n")
    agency = agencies(result)["市发展改革委"]
    assert agency.aliases == ("市发展和改革委员会", "市发展改革委", "市发改委")
    assert [duty.agency for duty in result.duties] == [agency.id] * 2
    assert [duty.surface for duty in result.duties] == ["市发改委", "市发展和改革委员会"]


def test_two_spellings_in_a_clause_are_a_single_duty() -> None:
    result = graph("1．清理河道。（市发改委、市发展和改革委员会、市水务局负责）\n")
    assert [duty.surface for duty in result.duties] == ["市发改委", "市水务局"]


def test_an_agency_of_the_province_is_the_same_node_seen_from_two_cities() -> None:
    tasks = "1．清理河道。（省水利厅、市水利局负责）\n"
    first, second = graph(tasks, "信阳市"), graph(tasks, "郑州市")
    assert agencies(first)["省水利厅"].id == agencies(second)["省水利厅"].id
    assert region_name(first, agencies(first)["省水利厅"]) == "河南省"
    assert agencies(first)["市水利局"].id != agencies(second)["市水利局"].id


def test_an_agency_with_its_own_region_lies_there() -> None:
    result = graph("1．清理河道。（信阳海关、市水利局负责）\n", "郑州市")
    assert region_name(result, agencies(result)["信阳海关"]) == "信阳市"
    assert region_name(result, agencies(result)["市水利局"]) == "郑州市"


def test_a_collective_belongs_to_the_documents_region_and_to_no_line_of_work() -> None:
    agency = agencies(graph("1．清理河道。（市直有关部门负责）\n"))["市直有关部门"]
    assert (agency.kind, agency.system) == ("collective", None)


def test_regions_come_with_all_those_above() -> None:
    result = graph(SINGLE, "信阳市")
    names = {region.id: region.name for region in result.regions}
    above = {region.name: names.get(region.part_of or "") for region in result.regions}
    assert above == {"信阳市": "河南省", "河南省": "全国", "全国": None}
    assert [names[id_] for id_ in result.covers] == ["信阳市"]


def test_a_name_shared_by_two_campaigns_is_settled_by_the_words() -> None:
    result = graph(
        "1．开展“清风”专项行动，检查出口商品。（市商务局负责）\n2．开展“清风”专项行动，保护野生动物。（市林业局负责）\n"
        "3．开展“清风”专项行动。（市水务局负责）\n"
    )
    assert {campaign.name for campaign in result.campaigns} == {
        "清风（出口商品）",
        "清风（野生动物）",
        "清风",
    }
    assert len({enrolment.campaign for enrolment in result.enrolments}) == 3


def test_descriptive_campaigns_are_campaigns_of_their_own_kind() -> None:
    result = graph("1．开展非法采砂专项整治行动，开展“清渠”专项行动。（市水务局负责）\n")
    assert {(campaign.name, campaign.kind) for campaign in result.campaigns} == {
        ("非法采砂专项整治行动", "descriptive"),
        ("清渠", "code"),
    }


def test_the_same_document_gives_the_same_records_in_every_process() -> None:
    """Sets of words come in another order with each seed of their hashes."""
    code = "from tests.ingest.test_assemble import MANY, graph; print(graph(MANY, '郑州市'))"
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout.decode("utf-8")
        for seed in ("1", "2")
    )
    assert first == second == f"{graph(MANY, '郑州市')}\n"


def test_an_inserted_task_renumbers_nobody() -> None:
    more = graph("1．疏浚沟渠。（市水务局负责）\n2．清理河道。（市水务局、市林业局负责）\n")
    (before,) = graph(SINGLE).tasks
    assert [task.id for task in more.tasks][1] == before.id
    assert (before.n, more.tasks[1].n) == (1, 2)


def test_a_task_printed_twice_is_preserved_and_marked() -> None:
    twice = "清理河道。（市水务局负责）\n"
    first, second, third = graph(f"1．{twice}2．{twice}3．清理河道。（市林业局负责）\n").tasks
    assert first.repeats is None
    assert second.repeats == first.id != second.id
    assert third.repeats is None  # the same words for another agency
    assert len({first.id, second.id, third.id}) == 3


def test_tasks_sort_in_document_order_within_their_document() -> None:
    result = graph("".join(f"{n}．清理第{n}段河道。（市水务局负责）\n" for n in range(1, 13)))
    keys = [task.sort_key for task in result.tasks]
    assert keys == sorted(keys)
    assert all(key.startswith(result.document.id) for key in keys)


@pytest.mark.parametrize(
    ("change", "same_document"),
    [
        ({"tasks": SINGLE.replace("负责", "按职责分工负责")}, True),
        ({"tasks": SINGLE.replace("市林业局", "市气象局")}, True),
        ({"tasks": SINGLE + "2．疏浚沟渠。（市水务局负责）\n"}, True),
        ({"source": "另一份.txt"}, True),
        ({"number": "云政〔2024〕3号"}, False),
        ({"region": "信阳市"}, False),
    ],
)
def test_the_digest_changes_when_anything_does(change: dict[str, str], same_document: bool) -> None:
    before, after = graph(SINGLE), graph(**{"tasks": SINGLE, **change})
    assert before.document.digest != after.document.digest
    assert (before.document.id == after.document.id) is same_document


def test_a_number_makes_the_document_whatever_its_text() -> None:
    number = "云政〔2024〕3号"
    assert graph(SINGLE, number=number).document.id == graph(SINGLE * 2, number=number).document.id


def test_without_number_and_title_the_text_makes_the_document() -> None:
    first, second = (assemble(parse_text(f"1．清理{what}。（市水务局负责）\n")) for what in ("河道", "沟渠"))
    assert first.document.title is None
    assert first.document.id != second.document.id


def test_every_id_that_is_used_stands_among_the_records() -> None:
    result = graph(
        "1．开展“清渠”专项行动。（市水务局牵头，信阳海关、有关部门配合）\n2．按规定办。（省水利厅负责）\n",
        "郑州市",
    )
    tasks, agencies = {t.id for t in result.tasks}, {a.id for a in result.agencies}
    regions, campaigns = {r.id for r in result.regions}, {c.id for c in result.campaigns}
    systems = {s.id for s in result.systems}
    assert {duty.task for duty in result.duties} == tasks
    assert {duty.agency for duty in result.duties} | set(result.issued_by) == agencies
    assert {agency.region for agency in result.agencies} | {result.document.region} <= regions
    assert {region.part_of for region in result.regions if region.part_of} <= regions
    assert {agency.system for agency in result.agencies if agency.system} == systems
    assert {enrolment.campaign for enrolment in result.enrolments} == campaigns
    assert set(result.covers) <= regions
    assert all(task.document == result.document.id for task in result.tasks)


def test_positions_count_the_agencies_of_the_clause() -> None:
    result = graph("1．清理河道。（市水务局牵头，市林业局、市气象局配合）\n")
    assert [(duty.position, duty.listed, duty.role) for duty in result.duties] == [
        (1, 3, "lead"),
        (2, 3, "assist"),
        (3, 3, "assist"),
    ]


def test_the_document_keeps_its_text_and_what_divides_it() -> None:
    raw = HEAD.format(number="", region="云州市") + "— 1 —\n" + SINGLE
    parsed = parse_text(raw, "方案.txt")
    document = assemble(parsed).document
    assert (document.text, document.sha256, document.source) == (parsed.text, parsed.sha256, "方案.txt")
    assert json.loads(document.outline) == [dataclasses.asdict(entry) for entry in parsed.outline]
    assert json.loads(document.removed) == [{"text": "— 1 —", "line": 3}]


def test_cited_documents_are_known_by_number_else_title() -> None:
    cited = "根据《节水条例》（青人发〔2019〕3号）和《水资源规划》，制定本方案。\n"
    result = assemble(parse_text(HEAD.format(number="", region="云州市") + cited + SINGLE))
    other = assemble(parse_text("云州市供水方案\n" + cited + SINGLE))
    assert [(c.title, c.doc_number, c.relation) for c in result.citations] == [
        ("节水条例", "青人发〔2019〕3号", "依据"),
        ("水资源规划", None, "依据"),
    ]
    assert [c.cited for c in result.citations] == [c.cited for c in other.citations]
    assert len({c.cited for c in result.citations}) == 2
