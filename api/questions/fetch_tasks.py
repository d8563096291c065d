"""Tasks whosever they are: all within limits, in a state, about something, by number, by deadline."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from api.models.lists import EXACT_TOTAL
from api.questions.answer import TaskRow
from api.questions.directory import Directory
from api.questions.fetched import AT_MOST, Fetched, Fetcher, by_words, each_filter, merged, required
from api.questions.parser import ParsedQuestion
from api.questions.rows import duty, plain, task
from api.questions.scope import scope
from core.folding import fold
from core.numerals import count
from core.rows import Row, Value, strings, text
from graph.labels import ROLE_WORDS, role_order, role_words
from graph.store import GraphStore

_STATES: Final[Mapping[str, Mapping[str, Value]]] = {
    "tasks_all": {},
    "tasks_without_lead": {"without_role": "lead"},
    "tasks_several_leads": {"leads": 2},
    "tasks_of_collectives": {"without_other_than": "collective"},
}
"""What each intent asks of tasks/with_duties."""

_NAMED: Final = 5


def _tasks(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    state = _STATES[parsed.intent.name]
    runs = [{**narrow, **state} for narrow in each_filter(directory, parsed)]
    duties = [row for run in runs for row in store.read("tasks/with_duties", {**run, "limit": AT_MOST})]
    if parsed.intent.name == "tasks_of_collectives":
        duties = [row for row in duties if row["agency"] is not None]
    rows = _by_task(duties)
    distinct = len({row["repeats"] or row["task"] for row in duties})
    again = len(rows) - distinct
    state_words = "" if parsed.intent.name == "tasks_all" else parsed.intent.done + "的"
    limits = scope(parsed)
    if not rows:
        sentence = f"{limits}没有{state_words}任务。"
    else:
        more = f"（另有 {again} 项是重复印出的）" if again else ""
        kinds = _kinds(duties) if parsed.due is not None else ""
        sentence = f"{limits}{state_words}任务有{_many(distinct)}项{more}。{kinds}"
    shown = merged([plain(run) for run in runs])
    return Fetched("tasks/with_duties", shown, rows, tasks=distinct, sentence=sentence)


def _about(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    every = by_words(store, directory, parsed)
    duties = [row for matches in every for row in matches.rows]
    rows = _by_task(duties)
    parts = next((matches.parts for matches in every if matches.rows), every[0].parts)
    words = "”“".join(parts if rows else (required(parsed.words),))
    limits = scope(parsed)
    sentence = (
        f"{limits}写到“{words}”的任务有{_many(len(rows))}项。" if rows else f"{limits}没有任务写到“{words}”。"
    )
    if parsed.intent.name == "task_deadline" and rows:
        dated = [row for row in rows if row.deadline]
        each = "；".join(
            f"{_short(row)}（{row.region}{row.year or ''}年）：{row.deadline}" for row in dated[:_NAMED]
        )
        without = len(rows) - len(dated)
        sentence += f"写有完成时限的 {len(dated)} 项" + (
            f"：{each}{'等' if len(dated) > _NAMED else ''}。" if dated else "。"
        )
        sentence += f"另外 {without} 项没有写完成时限。" if without and dated else ""
    shown = merged([plain(matches.parameters) for matches in every])
    return Fetched(
        "tasks/with_duties",
        shown,
        rows,
        tasks=len(rows),
        parts=() if parts == (fold(required(parsed.words)),) else parts,
        sentence=sentence,
    )


def _numbered(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    document, number = required(parsed.document), required(parsed.number)
    about: dict[str, Value] = {"document": document.id}
    duties = store.read("tasks/with_duties", about | {"limit": AT_MOST})
    wanted = _wanted(number)
    numbered = [row for row in duties if _has_number(row, wanted)]
    rows = sorted(
        (duty(row) for row in numbered if row["agency"] is not None),
        key=lambda row: (row.n, role_order(row.role, row.basis) if row.role else 0),
    )
    tasks = list(dict.fromkeys(text(row, "task") for row in numbered))
    if not tasks:
        sentence = f"{document.name}里没有{number}。"
    else:
        first = numbered[0]
        sentence = f"{document.name}{number}" + (
            f"有 {len(tasks)} 项任务。" if len(tasks) > 1 else f"（第 {first['n']} 项任务）："
        )
        if len(tasks) == 1:
            sentence += f"{first['text']}{_agencies_by_part(rows)}"
    return Fetched("tasks/with_duties", plain(about), tuple(rows), tasks=len(tasks), sentence=sentence)


def _agencies_by_part(rows: Sequence[TaskRow]) -> str:
    parts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.role is not None and row.agency is not None:
            parts[role_words(row.role, row.basis)].append(row.agency)
    order = [words for words in ROLE_WORDS.values() if words in parts]
    return "".join(f"{words}：{'、'.join(dict.fromkeys(parts[words]))}。" for words in order)


_ORDINAL: Final = re.compile(r"第?[(（]?([一二三四五六七八九十百\d]+)[)）]?")
_HEAD: Final = re.compile(r"[(（]?第?([一二三四五六七八九十百]+|\d+)(?:[)）、.．。]|部分|章|条|$)")


def _wanted(number: str) -> tuple[tuple[int, ...], bool]:
    """The ordinals said, and whether the first is that of a part (第三部分第二条) or of a task (第12项)."""
    ordinals = tuple(_ordinal(numerals) for numerals in _ORDINAL.findall(number))
    return ordinals, bool(re.search("部分|章|大", number))


def _has_number(row: Row, wanted: tuple[tuple[int, ...], bool]) -> bool:
    ordinals, of_part = wanted
    if not of_part:
        return row["n"] == ordinals[0]
    heads = [_HEAD.match(fold(part)) for part in strings(row["path"])]
    own = [_ordinal(head[1]) if head else 0 for head in heads]
    return tuple(own[: len(ordinals)]) == ordinals


def _ordinal(numerals: str) -> int:
    value = count(numerals)
    return -1 if value is None else value


def _by_task(duties: Iterable[Row]) -> tuple[TaskRow, ...]:
    tasks: dict[str, list[Row]] = defaultdict(list)
    for row in duties:
        tasks[text(row, "task")].append(row)
    return tuple(task(rows) for rows in tasks.values())


_DUE_WORDS: Final = {
    "by": "写明日期的",
    "period": "写明起止的",
    "recurring": "定期的",
    "ongoing": "持续推进的",
}


def _kinds(duties: Iterable[Row]) -> str:
    """How many of each kind of deadline, where there are several."""
    kinds = Counter({row["task"]: row["due_kind"] for row in duties}.values())
    tallies = [f"{words} {kinds[kind]} 项" for kind, words in _DUE_WORDS.items() if kinds.get(kind)]
    return f"其中{'、'.join(tallies)}。" if len(tallies) > 1 else ""


def _short(row: TaskRow) -> str:
    return row.text if len(row.text) <= 20 else f"{row.text[:20]}……"


def _many(tasks: int) -> str:
    return f" {tasks} " if tasks <= EXACT_TOTAL else f" {EXACT_TOTAL} 多"


FETCHERS: Final[Mapping[str, Fetcher]] = {
    **dict.fromkeys(_STATES, _tasks),
    "tasks_about": _about,
    "task_deadline": _about,
    "task_number": _numbered,
}
