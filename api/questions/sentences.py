"""The sentence of an answer, in Chinese. Counts by role stand side by side; a sum is called one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.models.lists import EXACT_TOTAL
from api.questions.answer import AgencyRow, TaskRow
from api.questions.fetched import Fetched
from api.questions.grammar import Intent
from api.questions.parser import ParsedQuestion
from api.questions.rows import Counts
from api.questions.scope import scope
from api.questions.topics import Topic
from graph.labels import COUNT_COLUMNS, ROLE_WORDS, role_words
from graph.records import Basis, Role

_DUTY: Final = {
    "牵头": "牵头的",
    "共同负责": "共同负责的",
    "配合": "写明由其配合的",
    "单独负责": "只有它一个单位的",
    "参与（不牵头）": "参与而不牵头的",
    "督办": "督办的",
    "考核": "考核的",
}
_NAMED: Final = 5
"""How many agencies a sentence names before it says 等."""


def sentence(parsed: ParsedQuestion, fetched: Fetched) -> str:
    """What a parsed question gives, or that it gives nothing and what there is instead."""
    if fetched.sentence is not None:
        return fetched.sentence
    if parsed.partner is not None:
        return _of_pair(parsed, fetched)
    if parsed.agency is not None:
        return _of_agency(parsed, fetched)
    if parsed.words is not None or parsed.campaign is None:
        return _by_words(parsed, fetched)
    if parsed.intent.name == "campaign_tasks":
        return _of_campaign(parsed, fetched)
    return _agencies_of_campaign(parsed, fetched)


def ambiguous(answers: Sequence[tuple[ParsedQuestion, Fetched]]) -> str:
    """That a name stands for several, with the sentence of each."""
    each = "".join(sentence(parsed, fetched) for parsed, fetched in answers)
    first = answers[0][0]
    several_documents = len({parsed.document for parsed, _ in answers}) > 1
    several_agencies = len({parsed.agency for parsed, _ in answers}) > 1
    several_campaigns = len({parsed.campaign for parsed, _ in answers}) > 1
    kind = (
        "文件"
        if several_documents
        else "单位"
        if several_agencies
        else "专项行动"
        if several_campaigns
        else "地区"
    )
    if first.number is not None:
        return f"没有写明是哪个文件，{len(answers)} 个文件中的都列出。" + "".join(
            sentence(*answer) for answer in answers
        )
    return f"问题里的名称对应 {len(answers)} 个{kind}，分别列出，请写明是哪一个。{each}"


def no_such_agency(name: str) -> str:
    """The first of the three ways to be empty."""
    return f"图中没有“{name}”这个单位。"


def no_such_campaign(name: str, known: Sequence[str]) -> str:
    """A campaign that no document names."""
    names = "、".join(known[:_NAMED])
    return f"已导入的文件中没有“{name}”这个专项行动。" + (f"文件中有：{names}等。" if names else "")


def no_such_document(name: str) -> str:
    """A document that the graph neither holds nor cites."""
    return f"图中没有“{name}”这个文件。"


def no_such_year(year: int, years: Sequence[int]) -> str:
    """A year without a plan."""
    known = "、".join(f"{known}年" for known in years)
    return f"图中没有{year}年的文件；已有的年度是{known}。" if known else f"图中没有{year}年的文件。"


def not_printed(topic: Topic) -> str:
    """What work plans do not hold."""
    return f"工作方案里不写{topic.name}，图中查不到，无法回答。"


def own_unit(word: str) -> str:
    """A question from a desk that is not known here."""
    return f"“{word}”指的是哪个单位或地区？请写出名称再问。"


def no_such_own_unit(name: str) -> str:
    """A setting that no agency bears, or several."""
    return (
        f"设置 DUTYGRAPH_OWN_UNIT 写的“{name}”在图中不是唯一的一个单位，"
        f"请改成带地区的全称，如“某市的市公安局”。"
    )


NO_GRAPH: Final = "图中还没有文件。请先用 dutygraph ingest 导入工作方案。"
NOT_UNDERSTOOD: Final = "没有读懂这个问题，所以不作回答。可以换下面的问法。"


def _of_agency(parsed: ParsedQuestion, fetched: Fetched) -> str:
    parts_listed, counts = parsed.intent.parts_listed, fetched.counts
    listed = {part: n for part, n in counts.items() if parts_listed.takes(*part)}
    beside = {
        part: n
        for part, n in counts.items()
        if part[0] in parts_listed.roles and part[1] in parts_listed.beside
    }
    others = {part: n for part, n in counts.items() if part not in listed and part not in beside}
    name = _agency_name(parsed)
    limited = parsed.campaign or parsed.due or parsed.topic
    within = f"{scope(parsed).removesuffix('中').removesuffix('的')}的任务" if limited else _documents(parsed)
    if parsed.intent.name == "agency_not_leading":
        listed = _counted(fetched)
        others = {}
    if not listed:
        text = f"{name}在{within}中没有{_DUTY.get(parsed.intent.done, '')}任务。"
    else:
        total = f"（合计 {fetched.tasks} 项，按类别分列）" if len(listed) > 1 else ""
        where = f"在{within}中" if limited or _scope(parsed) else ""
        only = "只有它一个单位的任务：" if parsed.intent.name == "agency_alone" else ""
        text = f"{name}{where}：{only}{_tally(listed)}{total}。"
        if parsed.intent.name == "agency_duties":
            leads = any(role == "lead" and basis != "sole" for role, basis in listed)
            text += "" if leads else "没有写明由其牵头的任务。"
    if beside:
        text += f"此外，{_tally(beside)}：这些任务另有牵头单位，文件没有写“配合”，不列入。"
    if others:
        text += f"其他角色：{_tally(others)}。"
    return text


def _counted(fetched: Fetched) -> Counts:
    """The tasks of the rows by role and basis."""
    counts: dict[tuple[Role, Basis | None], set[str]] = {}
    for row in fetched.rows:
        if isinstance(row, TaskRow) and row.role is not None:
            counts.setdefault((row.role, row.basis), set()).add(row.task_id)
    return {part: len(tasks) for part, tasks in counts.items()}


def _of_pair(parsed: ParsedQuestion, fetched: Fetched) -> str:
    agency, partner = parsed.agency, parsed.partner
    if agency is None or partner is None:
        raise ValueError("a pair has two bodies")
    names = f"{agency.name}（{agency.region_name}）和{partner.name}（{partner.region_name}）"
    what = {
        "pair_leads": f"{names}共同牵头的任务",
        "pair_lead_assist": f"{agency.name}（{agency.region_name}）牵头、"
        f"{partner.name}（{partner.region_name}）承担责任或配合的任务",
    }.get(parsed.intent.name, f"{names}都有职责的任务")
    if not fetched.rows:
        return f"{scope(parsed)}没有{what}。"
    return f"{scope(parsed)}{what}有{_many(fetched.tasks)}项，各自的角色分列。"


def _of_campaign(parsed: ParsedQuestion, fetched: Fetched) -> str:
    if not fetched.rows:
        return f"{_scope(parsed)}的文件中没有{_campaign(parsed)}的任务。"
    documents = len({row.document_id for row in fetched.rows if isinstance(row, TaskRow)})
    return f"{_scope(parsed)}{_campaign(parsed)}有{_many(fetched.tasks)}项任务，见于 {documents} 个文件。"


def _agencies_of_campaign(parsed: ParsedQuestion, fetched: Fetched) -> str:
    name = f"{_scope(parsed)}{_campaign(parsed)}"
    parts_listed = parsed.intent.parts_listed
    others = {part: n for part, n in fetched.counts.items() if not parts_listed.takes(*part)}
    more = f"其他角色：{_tally(others, '个单位')}。" if others else ""
    if not fetched.counts:
        return f"{name}在已导入的文件中没有任务。"
    if not fetched.rows:
        return f"{name}的任务没有写明{_role_of(parsed.intent)}。{more}"
    agencies = [row for row in fetched.rows if isinstance(row, AgencyRow)]
    named = "、".join(f"{row.agency}（{row.region}，{_tally(_counts(row))}）" for row in agencies[:_NAMED])
    rest = f"等 {len(agencies)} 个单位" if len(agencies) > _NAMED else ""
    lacking = "" if parts_listed.roles == ("lead",) or _leads(fetched.counts) else "没有写明牵头单位。"
    return f"{name}的{_role_of(parsed.intent)}：{named}{rest}。{lacking}{more}"


def _by_words(parsed: ParsedQuestion, fetched: Fetched) -> str:
    parts_listed, words = parsed.intent.parts_listed, "”“".join(fetched.parts or (parsed.words or "",))
    limited = parsed.document or parsed.campaign or parsed.due or parsed.topic
    limits = scope(parsed) if limited else _scope(parsed)
    if not fetched.tasks:
        return f"{limits}已导入的文件中没有任务写到“{words}”。"
    opening = f"{limits}写到“{words}”的任务有{_many(fetched.tasks)}项"
    beside = {
        p: n for p, n in fetched.counts.items() if p[0] in parts_listed.roles and p[1] in parts_listed.beside
    }
    more = f"此外，{_tally(beside)}，不列入。" if beside else ""
    if not fetched.rows:
        others = more if more else f"其他角色：{_tally(fetched.counts)}。"
        return f"{opening}，都没有写明{_role_of(parsed.intent)}。{others}"
    agencies: dict[str, list[str]] = {}
    for row in fetched.rows:
        if isinstance(row, TaskRow) and row.agency is not None and row.role is not None:
            roles = agencies.setdefault(f"{row.agency}（{row.agency_region}）", [])
            word = role_words(row.role, row.basis)
            if word not in roles:
                roles.append(word)
    named = "、".join(f"{name}为{'、'.join(roles)}" for name, roles in list(agencies.items())[:_NAMED])
    rest = f"等 {len(agencies)} 个单位" if len(agencies) > _NAMED else ""
    lacking = ""
    if len(parts_listed.roles) > 1 and not _leads(fetched.counts):
        lacking = "没有写明牵头单位。"
    without = fetched.tasks - len({row.task_id for row in fetched.rows if isinstance(row, TaskRow)})
    if without:
        lacking = f"其中 {without} 项没有写明{_role_of(parsed.intent)}。"
    return f"{opening}：{named}{rest}。{lacking}{more}"


def _many(tasks: int) -> str:
    return f" {tasks} " if tasks <= EXACT_TOTAL else f" {EXACT_TOTAL} 多"


def _leads(counts: Counts) -> bool:
    return any(role == "lead" for role, _ in counts)


def _tally(counts: Counts, unit: str = "项") -> str:
    return "、".join(
        f"{words} {counts[part]} {unit}" for part, words in ROLE_WORDS.items() if counts.get(part)
    )


def _counts(row: AgencyRow) -> Counts:
    values = row.model_dump()
    return {part: values[column] for part, column in COUNT_COLUMNS.items() if values[column]}


def _agency_name(parsed: ParsedQuestion) -> str:
    agency = parsed.agency
    if agency is None:
        raise ValueError("a reading about a body has one")
    return f"{agency.name}（{agency.region_name}）"


def _documents(parsed: ParsedQuestion) -> str:
    """The documents within which an answer holds."""
    return parsed.document.name if parsed.document is not None else f"{_scope(parsed) or '已导入'}的文件"


def _scope(parsed: ParsedQuestion) -> str:
    year = f"{parsed.year}年" if parsed.year is not None else ""
    if parsed.document is not None:
        return parsed.document.name
    return (parsed.region.name if parsed.region is not None else "") + year


def _campaign(parsed: ParsedQuestion) -> str:
    if parsed.campaign is None:
        raise ValueError("a reading about a campaign has one")
    name = parsed.campaign.name
    return f"“{name}”" + (f"（{parsed.edition}）" if parsed.edition else "") + "专项行动"


def _role_of(intent: Intent) -> str:
    return {"牵头": "牵头单位", "配合": "配合单位", "督办": "督办单位", "考核": "考核单位"}.get(
        intent.done, "有关单位"
    )
