"""What questions are answered with, over three small plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import cast
from urllib.parse import parse_qsl, urlsplit

import pytest

from api.questions import answer
from api.questions.answer import AgencyRow, Answer, SharedTaskRow, TaskRow
from core.errors import BadParameter
from core.rows import Value
from graph.labels import ROLE_WORDS
from graph.queries.catalogue import find_query
from graph.store import GraphStore
from tests.api.questions.plans import PLANS

TODAY = date(2024, 5, 1)
Asker = Callable[..., Answer]


def tasks(answered: Answer) -> list[tuple[str, int | None, int, str | None, str | None]]:
    """Region, year and number of each task with the role and basis of its agency."""
    return [(row.region, row.year, row.n, row.role, row.basis) for row in of_tasks(answered)]


def of_tasks(answered: Answer) -> list[TaskRow]:
    """The rows, which are all tasks."""
    rows = [row for row in answered.rows if isinstance(row, TaskRow)]
    assert len(rows) == len(answered.rows)
    return rows


def agencies(answered: Answer) -> list[tuple[str, str, dict[str, int]]]:
    """Each agency with the counts that are not zero."""
    rows = [row for row in answered.rows if isinstance(row, AgencyRow)]
    counts = [{k: v for k, v in row.model_dump().items() if isinstance(v, int) and v} for row in rows]
    return [(row.agency, row.region, result) for row, result in zip(rows, counts, strict=True)]


@pytest.fixture
def ask(plans_store: GraphStore) -> Asker:
    def put(question: str, region: str | None = None, year: int | None = None, limit: int = 50) -> Answer:
        return answer(plans_store, question, region=region, year=year, limit=limit, today=TODAY)

    return put


ANSWERED = [
    (
        "市市场监管局牵头哪些任务",
        [("云州市", 2024, 4, "lead", "named"), ("云州市", 2024, 2, "lead", "sole")],
    ),
    ("云州市公安局牵头哪些任务", [("云州市", 2024, 5, "lead", "first")]),
    (
        "市市场监管局有哪些任务",
        [
            ("云州市", 2024, 4, "lead", "named"),
            ("云州市", 2024, 2, "lead", "sole"),
            ("云州市", 2024, 3, "joint", None),
            ("云州市", 2024, 5, "assist", "rule"),
            ("云州市", 2024, 6, "assist", "named"),
        ],
    ),
    ("市市场监管局配合哪些任务", [("云州市", 2024, 6, "assist", "named")]),
    ("云州市公安局配合哪些任务", [("云州市", 2016, 1, "assist", "named")]),
    ("市教育局共同负责哪些任务", [("云州市", 2016, 2, "joint", None)]),
    ("市打假办督办哪些任务", [("云州市", 2024, 4, "supervise", None)]),
    ("市教育局有哪些任务", [("云州市", 2024, 6, "lead", "named"), ("云州市", 2016, 2, "joint", None)]),
    ("2016年市教育局有哪些任务", [("云州市", 2016, 2, "joint", None)]),
    ("剑网行动有哪些任务", [("云州市", 2024, 1, None, None), ("云州市", 2016, 1, None, None)]),
    ("剑网2016行动有哪些任务", [("云州市", 2016, 1, None, None)]),
    ("海宁州市铁拳行动有哪些任务", [("海宁州市", 2024, 1, None, None)]),
    (
        "校园周边食品安全归谁管",
        [("云州市", 2024, 6, "lead", "named"), ("云州市", 2024, 6, "assist", "named")],
    ),
    ("谁牵头校园周边食品安全工作", [("云州市", 2024, 6, "lead", "named")]),
    ("谁配合行刑衔接", [("云州市", 2024, 4, "assist", "named")]),
    ("谁督办行刑衔接", [("云州市", 2024, 4, "supervise", None)]),
    ("2016年查处侵权盗版由谁牵头", [("云州市", 2016, 1, "lead", "named")]),
]


@pytest.mark.parametrize(("question", "expected"), ANSWERED)
def test_tasks_come_with_leads_first(ask: Asker, question: str, expected: list[object]) -> None:
    answered = ask(question)
    assert answered.status == "answered"
    assert sorted(tasks(answered), key=str) == sorted(expected, key=str)
    order = [list(ROLE_WORDS).index((row.role, row.basis)) for row in of_tasks(answered) if row.role]
    assert order == sorted(order)
    assert answered.total == len(answered.rows)


@pytest.mark.parametrize("question", [question for question, _ in ANSWERED])
def test_evidence_is_what_the_document_prints(ask: Asker, plans_store: GraphStore, question: str) -> None:
    answered = ask(question)
    assert answered.evidence == [proof for row in answered.rows for proof in row.evidence]
    assert answered.evidence
    for proof in answered.evidence:
        text = plans_store.read("documents/text", {"document": proof.document_id})[0]["text"]
        assert isinstance(text, str)
        assert text[proof.start : proof.end] == proof.surface


@pytest.mark.parametrize("question", [question for question, _ in ANSWERED])
def test_query_and_parameters_can_be_run_by_hand(ask: Asker, plans_store: GraphStore, question: str) -> None:
    answered = ask(question)
    assert answered.query is not None
    rows = plans_store.read(answered.query, cast(dict[str, Value], answered.parameters))
    assert {row["task"] for row in rows} >= {row.task_id for row in of_tasks(answered)}
    assert answered.cypher == find_query(answered.query).render(answered.parameters)


def test_bases_of_a_lead_are_counted_apart_and_a_sum_is_called_a_sum(ask: Asker) -> None:
    sentence = ask("市市场监管局牵头哪些任务").answer
    assert "牵头单位 1 项、独立负责 1 项（合计 2 项，按类别分列）" in sentence


def test_assisting_names_the_agencies_beside_a_lead_without_listing_them(ask: Asker) -> None:
    answered = ask("2024年谁配合剑网")
    assert answered.status == "empty"
    assert "没有写明配合单位" in answered.answer
    assert "责任单位 2 个单位" in answered.answer
    assert answered.alternatives == ["哪些单位参加剑网"]


def test_campaign_has_agencies_with_counts(ask: Asker) -> None:
    result = agencies(ask("哪些单位参加剑网"))
    assert sorted(result[:2]) == [
        ("市委宣传部", "云州市", {"lead_named": 1}),
        ("市文广新局", "云州市", {"lead_named": 1}),
    ]
    assert result[2:] == [
        ("市公安局", "云州市", {"assist_duty": 1, "assist_named": 1}),
        ("市委网信办", "云州市", {"assist_duty": 1}),
    ]


def test_evidence_of_an_agency_is_the_same_from_the_campaign_or_the_agency(
    ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A campaign of very many tasks is not read whole: what its first tasks do not prove, the agency's do."""
    for question in ("哪些单位参加剑网", "剑网由谁牵头", "谁配合剑网"):
        from_campaign = [row.evidence for row in ask(question).rows]
        assert all(from_campaign)
        with monkeypatch.context() as patched:
            patched.setattr(import_module("api.questions.fetch"), "_proofs", lambda *_: {})
            assert [row.evidence for row in ask(question).rows] == from_campaign


def test_campaign_is_led_by_region_and_year(ask: Asker) -> None:
    assert agencies(ask("铁拳由谁牵头", region="海宁州市")) == [("市公安局", "海宁州市", {"lead_named": 1})]
    assert agencies(ask("2016年剑网由谁牵头")) == [("市文广新局", "云州市", {"lead_named": 1})]
    assert all(row.evidence for row in ask("铁拳由谁牵头").rows)


def test_two_agencies_have_tasks_in_common_each_in_its_role(ask: Asker) -> None:
    answered = ask("市市场监管局和云州市公安局有哪些共同任务")
    rows = [row for row in answered.rows if isinstance(row, SharedTaskRow)]
    assert len(rows) == len(answered.rows)
    assert [(row.n, row.role, row.partner_role, row.partner_basis) for row in rows] == [
        (3, "joint", "joint", None),
        (5, "assist", "lead", "first"),
    ]


def test_name_in_two_regions_is_ambiguous_and_both_are_shown(ask: Asker) -> None:
    answered = ask("市公安局牵头哪些任务")
    assert answered.status == "ambiguous"
    assert answered.total is None
    regions = [str(row.agency_region) for row in of_tasks(answered)]
    assert sorted(set(regions)) == ["云州市", "海宁州市"]
    assert regions == sorted(regions, key=regions.index)
    assert answered.parameters["agency"] == list(dict.fromkeys(row.agency_id for row in of_tasks(answered)))
    assert [ask(question).status for question in answered.alternatives] == ["answered", "answered"]
    assert ask("市公安局牵头哪些任务", region="990200").status == "answered"


def test_name_without_level_is_assumed(ask: Asker) -> None:
    answered = ask("市场监管局牵头哪些任务")
    assert answered.status == "answered"
    assert [(each.said, each.read_as) for each in answered.assumptions] == [
        ("市场监管局", "云州市的市市场监管局")
    ]


def test_answer_states_the_parts_of_a_phrase_that_were_searched(ask: Asker) -> None:
    answered = ask("查处侵权盗版归谁管")
    assert answered.status == "answered"
    assert [(each.said, each.read_as) for each in answered.assumptions] == [("查处侵权盗版", "侵权盗版")]
    two = ask("整治周边食品安全归谁管")
    assert [each.read_as for each in two.assumptions] == ["整治、周边食品安全"]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("市龙宫局牵头哪些任务", "没有“市龙宫局”这个单位"),
        ("飞天行动有哪些任务", "没有“飞天行动”这个专项行动"),
        ("市检察院牵头哪些任务", "没有牵头的任务"),
        ("市检察院督办哪些任务", "没有督办的任务"),
        ("2019年市教育局牵头哪些任务", "已有的年度是2016年、2024年"),
        ("明年市教育局牵头哪些任务", "没有2025年的文件"),
        ("垃圾分类归谁管", "没有任务写到“垃圾分类”"),
        ("加强保护归谁管", "没有任务写到“加强保护”"),  # 加强重点市场知识产权保护: too far apart
        ("谁牵头重点市场知识产权保护", "没有写明牵头单位"),
        ("市检察院和市教育局有哪些共同任务", "没有市检察院"),
        ("市公安局电话是多少", "不写联系电话"),
        ("市公安局为什么牵头", "不写作出安排的原因"),
        ("市公安局牵头的任务进展如何", "不写任务的进展"),
        ("剑网行动花了多少钱", "不写经费"),
    ],
)
def test_empty_answer_says_which_way_it_is_empty(ask: Asker, question: str, sentence: str) -> None:
    answered = ask(question)
    assert (answered.status, answered.rows, answered.total) == ("empty", [], 0)
    assert sentence in answered.answer


@pytest.mark.parametrize(
    "question",
    [
        "市公安局不牵头哪些任务",
        "市公安局归谁管",
        "天气怎么样",
        "你好",
        "",
    ],
)
def test_question_that_cannot_be_parsed_gets_the_nearest_that_can(ask: Asker, question: str) -> None:
    answered = ask(question)
    assert (answered.status, answered.rows, answered.intent, answered.total) == (
        "not_understood",
        [],
        None,
        None,
    )
    assert 1 <= len(answered.alternatives) <= 5
    assert all(ask(instead).intent for instead in answered.alternatives)


@pytest.mark.parametrize("question", ["我局牵头哪些任务", "本市谁牵头剑网", "我们单位有哪些任务"])
def test_own_unit_that_is_not_set_must_be_named(ask: Asker, question: str) -> None:
    answered = ask(question)
    assert answered.status == "not_understood"
    assert "请写出名称" in answered.answer


def test_market_of_capital_is_no_own_unit(ask: Asker) -> None:
    assert ask("资本市场监管归谁管").status == "empty"


def test_limit_cuts_rows_and_total_tells(ask: Asker) -> None:
    answered = ask("市市场监管局有哪些任务", limit=2)
    assert (len(answered.rows), answered.total) == (2, 5)
    assert answered.next is not None
    assert ask("市市场监管局有哪些任务", limit=5).next is None


def test_pages_hold_every_row_once_and_in_order(ask: Asker, plans_store: GraphStore) -> None:
    whole = ask("市市场监管局有哪些任务")
    result, page = list(ask("市市场监管局有哪些任务", limit=2).rows), ask("市市场监管局有哪些任务", limit=2)
    while page.next is not None:
        question = dict(parse_qsl(urlsplit(page.next).query))
        page = answer(
            plans_store, question["q"], limit=int(question["limit"]), cursor=question["cursor"], today=TODAY
        )
        assert page.total == whole.total
        result += page.rows
    assert result == whole.rows


def test_cursor_that_is_none_of_ours_is_refused(plans_store: GraphStore) -> None:
    for cursor in ("x", "r-1", "r", "r99999999999"):
        with pytest.raises(BadParameter, match="cursor"):
            answer(plans_store, "市市场监管局有哪些任务", cursor=cursor)


def test_region_that_the_graph_lacks_is_refused(ask: Asker) -> None:
    with pytest.raises(BadParameter, match="云州市"):
        ask("市公安局有哪些任务", region="火星")


def test_empty_graph_says_what_to_do(empty_store: GraphStore) -> None:
    answered = answer(empty_store, "市公安局有哪些任务")
    assert answered.status == "empty"
    assert "dutygraph ingest" in answered.answer


def test_json_holds_every_key_of_the_contract(ask: Asker) -> None:
    keys = "status intent query parameters cypher assumptions answer columns rows total next evidence"
    keys += " alternatives context request chips tasks_url unread related"
    for question in ("市教育局有哪些任务", "市公安局有哪些任务", "市公安局电话是多少", "你好"):
        answered = ask(question)
        assert list(answered.model_dump()) == keys.split()
        assert all(list(row.model_dump()) == answered.columns for row in answered.rows)


def test_plans_hold_every_role_and_basis() -> None:
    parts = {(part.role, part.basis) for plan in PLANS for item in plan.items for part in item.parts}
    assert parts == set(ROLE_WORDS) - {("assess", None)}
