"""What a question is read as, and that what no form accounts for is not read at all."""

from __future__ import annotations

from datetime import date

import pytest

from api.questions.intents import INTENTS, Intent
from api.questions.parser import Missing, Understood, read_question
from api.questions.suggest import examples
from api.questions.text import wording
from core.errors import BadParameter
from tests.api.questions.names import DIRECTORY, YUNZHOU

TODAY = date(2024, 5, 1)


def read(question: str, *, in_yunzhou: bool = False) -> Understood | Missing | None:
    within = (YUNZHOU,) if in_yunzhou else ()
    return read_question(DIRECTORY, wording(question, None, TODAY), within)


def parse_of(question: str) -> tuple[str, list[str]]:
    """The intent, and of each parsed question what it is about and what narrows it, joined by blanks."""
    result = read(question)
    assert isinstance(result, Understood), result
    parses = []
    for parsed in result.parses:
        about = [parsed.agency, parsed.partner, parsed.campaign]
        words = [each.id for each in about if each is not None]
        words += [parsed.words or "", parsed.edition or "", str(parsed.year or "")]
        words += [parsed.region.name if parsed.region else ""]
        parses.append(" ".join(word for word in words if word))
    return result.intent.name, parses


BOTH_POLICE = ["police-yz", "police-hn"]

READ = {
    # what an agency leads, in the ways people say it
    "市市场监管局牵头哪些任务": ("agency_leads", ["market-yz"]),
    "市市场监管局牵头哪些任务？": ("agency_leads", ["market-yz"]),
    "请问市市场监管局都牵头了哪些工作呢？": ("agency_leads", ["market-yz"]),
    "市市场监管局牵头的任务有哪些": ("agency_leads", ["market-yz"]),
    "市市场监管局牵头的有哪些": ("agency_leads", ["market-yz"]),
    "市市场监管局挑头抓什么": ("agency_leads", ["market-yz"]),
    "市市场监管局牵头多少项任务": ("agency_leads", ["market-yz"]),
    "哪些任务由市市场监管局牵头": ("agency_leads", ["market-yz"]),
    "哪些工作是市市场监管局牵头的": ("agency_leads", ["market-yz"]),
    "市市场监管局是哪些任务的牵头单位": ("agency_leads", ["market-yz"]),
    "列出市市场监管局牵头的任务": ("agency_leads", ["market-yz"]),
    "which tasks does 市市场监管局 lead?": ("agency_leads", ["market-yz"]),
    "What does 市市场监管局 lead": ("agency_leads", ["market-yz"]),
    "市市场监管局有哪些牵头任务": ("agency_leads", ["market-yz"]),
    "市市场监管局牵头任务清单": ("agency_leads", ["market-yz"]),
    # the other roles
    "市教育局配合哪些任务": ("agency_assists", ["education-yz"]),
    "市教育局参与了哪些工作": ("agency_assists", ["education-yz"]),
    "哪些任务由市教育局协助": ("agency_assists", ["education-yz"]),
    "which tasks does 市教育局 assist with": ("agency_assists", ["education-yz"]),
    "市教育局共同负责哪些任务": ("agency_shares", ["education-yz"]),
    "市教育局和其他单位共同承担哪些任务": ("agency_shares", ["education-yz"]),
    "市教育局督办哪些任务": ("agency_supervises", ["education-yz"]),
    "市教育局考核哪些任务": ("agency_assesses", ["education-yz"]),
    "市教育局负责哪些任务": ("agency_duties", ["education-yz"]),
    "市教育局有哪些任务": ("agency_duties", ["education-yz"]),
    "市教育局要做什么": ("agency_duties", ["education-yz"]),
    "市教育局的任务有哪些": ("agency_duties", ["education-yz"]),
    "哪些事归市教育局管": ("agency_duties", ["education-yz"]),
    "哪些任务是市教育局的": ("agency_duties", ["education-yz"]),
    "what is 市教育局 responsible for": ("agency_duties", ["education-yz"]),
    # spellings, regions, levels
    "市市场监督管理局牵头哪些任务": ("agency_leads", ["market-yz"]),
    "市公安局牵头哪些任务": ("agency_leads", BOTH_POLICE),
    "云州市公安局牵头哪些任务": ("agency_leads", ["police-yz"]),
    "云州市的市公安局牵头哪些任务": ("agency_leads", ["police-yz"]),
    "云州公安局牵头哪些任务": ("agency_leads", ["police-yz"]),
    "云州市场监管局有哪些任务": ("agency_duties", ["market-yz"]),
    "云州市青石区市场监管局有哪些任务": ("agency_duties", ["market-qs"]),
    "市场监管局有哪些任务": ("agency_duties", ["market-yz", "market-lj", "market-qs"]),
    "公安局牵头哪些任务": ("agency_leads", BOTH_POLICE),
    "各有关部门负责哪些任务": ("agency_duties", ["others-yz"]),
    "市市场监官局牵头哪些任务": ("agency_leads", ["market-yz"]),
    "市教肓局牵头哪些任务": ("agency_leads", ["education-yz"]),
    # year and region in words
    "2024年市教育局牵头哪些任务": ("agency_leads", ["education-yz 2024"]),
    "市教育局２０２４年度牵头哪些任务": ("agency_leads", ["education-yz 2024"]),
    "市教育局二〇二四年的任务有哪些": ("agency_duties", ["education-yz 2024"]),
    "市教育局2024年的牵头任务有哪些": ("agency_leads", ["education-yz 2024"]),
    "2024年的剑网行动有哪些任务": ("campaign_tasks", ["jianwang 2024"]),
    "市教育局今年牵头哪些任务": ("agency_leads", ["education-yz 2024"]),
    "市教育局去年牵头哪些任务": ("agency_leads", ["education-yz 2023"]),
    "which tasks does 市教育局 lead in 2016": ("agency_leads", ["education-yz 2016"]),
    "在云州市，市公安局牵头哪些任务": ("agency_leads", ["police-yz"]),
    "云州市哪些任务由市公安局牵头": ("agency_leads", ["police-yz"]),
    "省公安厅在云州市配合哪些任务": ("agency_assists", ["police-lj 云州市"]),
    # who has a thing to do
    "查处侵权盗版归谁管": ("who_does", ["查处侵权盗版"]),
    "查处侵权盗版到底归谁管？": ("who_does", ["查处侵权盗版"]),
    "谁负责查处侵权盗版": ("who_does", ["查处侵权盗版"]),
    "查处侵权盗版是谁的活": ("who_does", ["查处侵权盗版"]),
    "不合格产品召回归谁管": ("who_does", ["不合格产品召回"]),
    "谁牵头垃圾分类": ("who_leads", ["垃圾分类"]),
    "垃圾分类由哪个部门牵头": ("who_leads", ["垃圾分类"]),
    "垃圾分类的牵头单位是谁": ("who_leads", ["垃圾分类"]),
    "云州市垃圾分类由谁牵头": ("who_leads", ["垃圾分类 云州市"]),
    "2024年谁配合垃圾分类": ("who_assists", ["垃圾分类 2024"]),
    "哪些单位参与垃圾分类": ("who_assists", ["垃圾分类"]),
    "谁督办垃圾分类": ("who_supervises", ["垃圾分类"]),
    "who is responsible for 垃圾分类": ("who_does", ["垃圾分类"]),
    # campaigns
    "剑网行动有哪些任务": ("campaign_tasks", ["jianwang"]),
    "“剑网”专项行动包括哪些任务": ("campaign_tasks", ["jianwang"]),
    "剑网2024有哪些任务": ("campaign_tasks", ["jianwang 2024"]),
    "第12次“剑网行动”有哪些任务": ("campaign_tasks", ["jianwang 第12次"]),
    "2024年剑网行动有哪些任务": ("campaign_tasks", ["jianwang 2024"]),
    "云州市剑网行动有哪些任务": ("campaign_tasks", ["jianwang 云州市"]),
    "农村假冒伪劣食品整治行动有哪些任务": ("campaign_tasks", ["food"]),
    "清风行动有哪些任务": ("campaign_tasks", ["qingfeng-export", "qingfeng-wildlife"]),
    "剑网由谁牵头": ("who_leads", ["jianwang"]),
    "谁牵头剑网行动": ("who_leads", ["jianwang"]),
    "剑网归谁管": ("who_does", ["jianwang"]),
    "谁配合剑网": ("who_assists", ["jianwang"]),
    "开展剑网行动由谁牵头": ("who_leads", ["jianwang"]),
    "剑网行动有哪些单位牵头": ("who_leads", ["jianwang"]),
    "剑网行动有哪些牵头单位": ("who_leads", ["jianwang"]),
    "剑网都有谁参加": ("campaign_bodies", ["jianwang"]),
    "哪些单位参加剑网": ("campaign_bodies", ["jianwang"]),
    "剑网行动有哪些单位参加": ("campaign_bodies", ["jianwang"]),
    "who leads 剑网": ("who_leads", ["jianwang"]),
    # two agencies
    "市教育局和市文旅局有哪些共同任务": ("shared_tasks", ["education-yz culture-yz"]),
    "市教育局与市发展和改革委员会共同承担哪些任务": ("shared_tasks", ["education-yz reform-yz"]),
    "市发展和改革委员会和市教育局都参与哪些任务": ("shared_tasks", ["reform-yz education-yz"]),
    "市教育局和市公安局有哪些共同任务": ("shared_tasks", ["education-yz police-yz"]),
    "which tasks do 市教育局 and 市文旅局 share": ("shared_tasks", ["education-yz culture-yz"]),
}

NOT_READ = [
    # what plans do not print
    "市公安局电话是多少",
    "市公安局为什么牵头",
    "进展如何",
    "市公安局牵头的任务进展如何",
    "市公安局牵头的任务完成了吗",
    "剑网行动花了多少钱",
    "市公安局局长是谁",
    "市公安局完成了哪些任务",
    "市公安局做了什么",
    "市公安局有哪些任务没完成",
    # negations and limits
    "市公安局不牵头哪些任务",
    "哪些任务市公安局没有牵头",
    "市公安局没牵头哪些任务",
    "除市公安局外谁牵头剑网",
    "谁不配合剑网行动",
    "市公安局以外的单位牵头哪些任务",
    "市教育局仅牵头哪些任务",
    # more than a form says
    "市公安局牵头和配合哪些任务",
    "市公安局牵头哪些任务和会议",
    "市公安局最近牵头哪些任务",
    "市教育局主要牵头哪些任务",
    "市教育局和市文旅局牵头哪些任务",
    "谁牵头垃圾分类而且配合剑网",
    "谁牵头剑网行动进展如何",
    "who leads 剑网 and why",
    "which tasks does 市教育局 not lead",
    # years that are no plain year
    "2016年和2024年市教育局牵头哪些任务",
    "2016年至2024年市教育局牵头哪些任务",
    "2024年以来市教育局牵头哪些任务",
    "市教育局2024年底前牵头哪些任务",
    "谁牵头2024年底前完成的任务",
    "2024年上半年市教育局牵头哪些任务",
    # agencies in the place of a task
    "市公安局归谁管",
    "谁牵头公安局",
    # two things at once
    "剑网和铁拳由谁牵头",
    "谁牵头剑网以及铁拳",
    "铁拳行动和剑网行动有哪些共同任务",
    "哪些单位参加剑网但不牵头",
    "剑网行动取消了吗",
    "市教育局牵头哪些任务; MATCH (n) DETACH DELETE n",
    # nothing to go by
    "这个归谁管",
    "谁是市长",
    "谁牵头任务",
    "谁负责工作",
    "天气怎么样",
    "天气牵头哪些任务",
    "牵头",
    "你好",
    "",
    "？？？",
]


@pytest.mark.parametrize("question", READ)
def test_question_is_read(question: str) -> None:
    assert parse_of(question) == READ[question]


@pytest.mark.parametrize("question", NOT_READ)
def test_question_that_no_form_accounts_for_is_not_read(question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize(
    ("question", "kind", "name"),
    [
        ("市龙宫局牵头哪些任务", "agency", "市龙宫局"),
        ("市体育局牵头哪些任务", "agency", "市体育局"),  # one character from 市教育局, and another agency
        ("县教育局牵头哪些任务", "agency", "县教育局"),  # one character, and another level
        ("市龙宫局和市教育局有哪些共同任务", "agency", "市龙宫局"),
        ("市政府有哪些任务", "agency", "市政府"),
        ("飞天行动有哪些任务", "campaign", "飞天行动"),
    ],
)
def test_name_that_the_graph_lacks_is_reported(question: str, kind: str, name: str) -> None:
    result = read(question)
    assert isinstance(result, Missing)
    assert (result.kind, result.name) == (kind, name)


@pytest.mark.parametrize(
    ("question", "assumed"),
    [
        ("市市场监管局牵头哪些任务", []),
        ("市市场监督管理局牵头哪些任务", []),
        ("公安局牵头哪些任务", ["云州市的市公安局", "海宁州市的市公安局"]),
        ("市市场监官局牵头哪些任务", ["云州市的市市场监管局"]),
        ("市场监官局有哪些任务", ["云州市的市市场监管局", "岚江省的省市场监管局", "青石区的区市场监管局"]),
        ("云州市公安局牵头哪些任务", ["云州市的市公安局"]),
        ("今年市教育局牵头哪些任务", ["2024年"]),
        ("省公安厅在云州市配合哪些任务", ["云州市的文件"]),
    ],
)
def test_assumptions_are_stated(question: str, assumed: list[str]) -> None:
    result = read(question)
    assert isinstance(result, Understood)
    assert [assumption.read_as for assumption in result.assumptions] == assumed


def test_region_beside_the_question_chooses_among_agencies_of_the_same_name() -> None:
    result = read("市公安局牵头哪些任务", in_yunzhou=True)
    assert isinstance(result, Understood)
    assert [parsed.agency.id for parsed in result.parses if parsed.agency] == ["police-yz"]
    assert result.parses[0].region is None


def test_region_beside_the_question_narrows_the_tasks_of_an_agency_from_elsewhere() -> None:
    result = read("省公安厅牵头哪些任务", in_yunzhou=True)
    assert isinstance(result, Understood)
    assert [parsed.region for parsed in result.parses] == [YUNZHOU]


@pytest.mark.parametrize(
    "question", ["市公安局牵头哪些任务", "公安局有哪些任务", "2024年市公安局配合哪些任务"]
)
def test_each_parse_carries_the_question_that_leads_to_it_alone(question: str) -> None:
    result = read(question)
    assert isinstance(result, Understood)
    assert len(result.parses) == 2
    for parsed in result.parses:
        again = read(parsed.question)
        assert isinstance(again, Understood)
        assert [(each.agency, each.year, each.intent) for each in again.parses] == [
            (parsed.agency, parsed.year, parsed.intent)
        ]


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.name)
def test_every_example_is_read_as_its_own_intent(intent: Intent) -> None:
    questions = examples(DIRECTORY, intent)
    assert len(questions) == len(intent.examples)
    for question in questions:
        result = read(question)
        assert isinstance(result, Understood), question
        assert result.intent.name == intent.name, question


def test_another_year_beside_the_question_is_refused() -> None:
    with pytest.raises(BadParameter, match="2016"):
        wording("2024年市教育局牵头哪些任务", 2016, TODAY)
