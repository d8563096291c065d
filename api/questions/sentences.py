"""The sentence of an answer, in Chinese. Counts by role stand side by side; a sum is called one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.questions.answer import BodyRow, TaskRow
from api.questions.fetch import Fetched
from api.questions.grammar import Intent
from api.questions.parser import Reading
from api.questions.rows import Counts
from api.questions.scope import scope
from api.questions.topics import Topic
from api.service.labels import COUNT_COLUMNS, ROLE_WORDS, role_words
from api.service.limits import EXACT_TOTAL
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
"""How many bodies a sentence names before it says 等."""


def sentence(reading: Reading, fetched: Fetched) -> str:
    """What a reading gives, or that it gives nothing and what there is instead."""
    if fetched.said is not None:
        return fetched.said
    if reading.partner is not None:
        return _of_pair(reading, fetched)
    if reading.body is not None:
        return _of_agency(reading, fetched)
    if reading.words is not None or reading.operation is None:
        return _by_words(reading, fetched)
    if reading.intent.name == "campaign_tasks":
        return _of_campaign(reading, fetched)
    return _bodies_of_campaign(reading, fetched)


def ambiguous(told: Sequence[tuple[Reading, Fetched]]) -> str:
    """That a name stands for several, with the sentence of each."""
    each = "".join(sentence(reading, fetched) for reading, fetched in told)
    first = told[0][0]
    several_papers = len({reading.paper for reading, _ in told}) > 1
    several_bodies = len({reading.body for reading, _ in told}) > 1
    several_operations = len({reading.operation for reading, _ in told}) > 1
    kind = (
        "文件"
        if several_papers
        else "单位"
        if several_bodies
        else "专项行动"
        if several_operations
        else "地区"
    )
    if first.number is not None:
        return f"没有写明是哪个文件，{len(told)} 个文件中的都列出。" + "".join(sentence(*one) for one in told)
    return f"问题里的名称对应 {len(told)} 个{kind}，分别列出，请写明是哪一个。{each}"


def no_such_body(said: str) -> str:
    """The first of the three ways to be empty."""
    return f"图中没有“{said}”这个单位。"


def no_such_campaign(said: str, known: Sequence[str]) -> str:
    """A campaign that no document names."""
    names = "、".join(known[:_NAMED])
    return f"已导入的文件中没有“{said}”这个专项行动。" + (f"文件中有：{names}等。" if names else "")


def no_such_document(said: str) -> str:
    """A document that the graph neither holds nor cites."""
    return f"图中没有“{said}”这个文件。"


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
    """A setting that no body bears, or several."""
    return (
        f"设置 DUTYGRAPH_OWN_UNIT 写的“{name}”在图中不是唯一的一个单位，"
        f"请改成带地区的全称，如“某市的市公安局”。"
    )


NO_GRAPH: Final = "图中还没有文件。请先用 dutygraph ingest 导入工作方案。"
NOT_UNDERSTOOD: Final = "没有读懂这个问题，所以不作回答。可以换下面的问法。"


def _of_agency(reading: Reading, fetched: Fetched) -> str:
    asked, counts = reading.intent.asked, fetched.counts
    listed = {part: n for part, n in counts.items() if asked.takes(*part)}
    beside = {part: n for part, n in counts.items() if part[0] in asked.roles and part[1] in asked.beside}
    others = {part: n for part, n in counts.items() if part not in listed and part not in beside}
    name = _body(reading)
    limited = reading.operation or reading.due or reading.topic
    within = (
        f"{scope(reading).removesuffix('中').removesuffix('的')}的任务" if limited else _documents(reading)
    )
    if reading.intent.name == "agency_not_leading":
        listed = _counted(fetched)
        others = {}
    if not listed:
        said = f"{name}在{within}中没有{_DUTY.get(reading.intent.done, '')}任务。"
    else:
        total = f"（合计 {fetched.tasks} 项，按类别分列）" if len(listed) > 1 else ""
        where = f"在{within}中" if limited or _scope(reading) else ""
        only = "只有它一个单位的任务：" if reading.intent.name == "agency_alone" else ""
        said = f"{name}{where}：{only}{_tally(listed)}{total}。"
        if reading.intent.name == "agency_duties":
            leads = any(role == "lead" and basis != "sole" for role, basis in listed)
            said += "" if leads else "没有写明由其牵头的任务。"
    if beside:
        said += f"此外，{_tally(beside)}：这些任务另有牵头单位，文件没有写“配合”，不列入。"
    if others:
        said += f"其他角色：{_tally(others)}。"
    return said


def _counted(fetched: Fetched) -> Counts:
    """The tasks of the rows by role and basis."""
    counts: dict[tuple[Role, Basis | None], set[str]] = {}
    for row in fetched.rows:
        if isinstance(row, TaskRow) and row.role is not None:
            counts.setdefault((row.role, row.basis), set()).add(row.task_id)
    return {part: len(tasks) for part, tasks in counts.items()}


def _of_pair(reading: Reading, fetched: Fetched) -> str:
    body, partner = reading.body, reading.partner
    if body is None or partner is None:
        raise ValueError("a pair has two bodies")
    names = f"{body.name}（{body.region_name}）和{partner.name}（{partner.region_name}）"
    what = {
        "pair_leads": f"{names}共同牵头的任务",
        "pair_lead_assist": f"{body.name}（{body.region_name}）牵头、{partner.name}（{partner.region_name}）"
        "承担责任或配合的任务",
    }.get(reading.intent.name, f"{names}都有职责的任务")
    if not fetched.rows:
        return f"{scope(reading)}没有{what}。"
    return f"{scope(reading)}{what}有{_many(fetched.tasks)}项，各自的角色分列。"


def _of_campaign(reading: Reading, fetched: Fetched) -> str:
    if not fetched.rows:
        return f"{_scope(reading)}的文件中没有{_campaign(reading)}的任务。"
    documents = len({row.document_id for row in fetched.rows if isinstance(row, TaskRow)})
    return f"{_scope(reading)}{_campaign(reading)}有{_many(fetched.tasks)}项任务，见于 {documents} 个文件。"


def _bodies_of_campaign(reading: Reading, fetched: Fetched) -> str:
    name = f"{_scope(reading)}{_campaign(reading)}"
    asked = reading.intent.asked
    others = {part: n for part, n in fetched.counts.items() if not asked.takes(*part)}
    more = f"其他角色：{_tally(others, '个单位')}。" if others else ""
    if not fetched.counts:
        return f"{name}在已导入的文件中没有任务。"
    if not fetched.rows:
        return f"{name}的任务没有写明{_role_of(reading.intent)}。{more}"
    bodies = [row for row in fetched.rows if isinstance(row, BodyRow)]
    named = "、".join(f"{row.agency}（{row.region}，{_tally(_counts(row))}）" for row in bodies[:_NAMED])
    rest = f"等 {len(bodies)} 个单位" if len(bodies) > _NAMED else ""
    lacking = "" if asked.roles == ("lead",) or _leads(fetched.counts) else "没有写明牵头单位。"
    return f"{name}的{_role_of(reading.intent)}：{named}{rest}。{lacking}{more}"


def _by_words(reading: Reading, fetched: Fetched) -> str:
    asked, words = reading.intent.asked, "”“".join(fetched.parts or (reading.words or "",))
    limited = reading.paper or reading.operation or reading.due or reading.topic
    limits = scope(reading) if limited else _scope(reading)
    if not fetched.tasks:
        return f"{limits}已导入的文件中没有任务写到“{words}”。"
    found = f"{limits}写到“{words}”的任务有{_many(fetched.tasks)}项"
    beside = {p: n for p, n in fetched.counts.items() if p[0] in asked.roles and p[1] in asked.beside}
    more = f"此外，{_tally(beside)}，不列入。" if beside else ""
    if not fetched.rows:
        others = more if more else f"其他角色：{_tally(fetched.counts)}。"
        return f"{found}，都没有写明{_role_of(reading.intent)}。{others}"
    bodies: dict[str, list[str]] = {}
    for row in fetched.rows:
        if isinstance(row, TaskRow) and row.agency is not None and row.role is not None:
            roles = bodies.setdefault(f"{row.agency}（{row.agency_region}）", [])
            word = role_words(row.role, row.basis)
            if word not in roles:
                roles.append(word)
    named = "、".join(f"{name}为{'、'.join(roles)}" for name, roles in list(bodies.items())[:_NAMED])
    rest = f"等 {len(bodies)} 个单位" if len(bodies) > _NAMED else ""
    lacking = ""
    if len(asked.roles) > 1 and not _leads(fetched.counts):
        lacking = "没有写明牵头单位。"
    without = fetched.tasks - len({row.task_id for row in fetched.rows if isinstance(row, TaskRow)})
    if without:
        lacking = f"其中 {without} 项没有写明{_role_of(reading.intent)}。"
    return f"{found}：{named}{rest}。{lacking}{more}"


def _many(tasks: int) -> str:
    return f" {tasks} " if tasks <= EXACT_TOTAL else f" {EXACT_TOTAL} 多"


def _leads(counts: Counts) -> bool:
    return any(role == "lead" for role, _ in counts)


def _tally(counts: Counts, unit: str = "项") -> str:
    return "、".join(
        f"{words} {counts[part]} {unit}" for part, words in ROLE_WORDS.items() if counts.get(part)
    )


def _counts(row: BodyRow) -> Counts:
    values = row.model_dump()
    return {part: values[column] for part, column in COUNT_COLUMNS.items() if values[column]}


def _body(reading: Reading) -> str:
    body = reading.body
    if body is None:
        raise ValueError("a reading about a body has one")
    return f"{body.name}（{body.region_name}）"


def _documents(reading: Reading) -> str:
    """The documents within which an answer holds."""
    return reading.paper.name if reading.paper is not None else f"{_scope(reading) or '已导入'}的文件"


def _scope(reading: Reading) -> str:
    year = f"{reading.year}年" if reading.year is not None else ""
    if reading.paper is not None:
        return reading.paper.name
    return (reading.place.name if reading.place is not None else "") + year


def _campaign(reading: Reading) -> str:
    if reading.operation is None:
        raise ValueError("a reading about a campaign has one")
    name = reading.operation.name
    return f"“{name}”" + (f"（{reading.edition}）" if reading.edition else "") + "专项行动"


def _role_of(intent: Intent) -> str:
    return {"牵头": "牵头单位", "配合": "配合单位", "督办": "督办单位", "考核": "考核单位"}.get(
        intent.done, "有关单位"
    )
