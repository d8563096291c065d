"""Integrity check of a graph: its engine, its counts, and the problems in it.

Most of it are queries of the catalogue (`queries/check/`) whose every row is a fault; the rest are
the engine's own facts and the spans, which are held against the texts here, since engines do not
count characters alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.rows import Row, Value
from graph.copying.parts import PARTS
from graph.schema import SCHEMA_VERSION
from graph.store import EngineFacts, GraphStore, SchemaDifference
from graph.writing.properties import STORE_ID, UNFINISHED

MOST: Final = 1000
"""Of more faults of one kind than that no exact number is told."""

_EXAMPLES: Final = 3
_TEXTS: Final = 500
"""Texts that are held at a time."""

_AGAIN: Final = "用 dutygraph remove 移除有关的文件，再重新导入"
_NEW: Final = "把原文件重新导入到新的图"
_LEFT_OVER: Final = "不影响查询其他内容；要清除，把原文件重新导入到新的图"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of the graph: `found` times, `examples` name a few, `advice` is what to do.

    `check` is the name of what found it: `schema`, `state`, or that of a query without `check/`.
    """

    check: str
    words: str
    found: int
    examples: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Report:
    """Result of a check. `schema_version` and `revision` are null where nothing tells them."""

    location: str
    facts: EngineFacts
    schema_version: int | None
    revision: int | None
    nodes: Mapping[str, int]
    relations: Mapping[str, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A query of which every row is a fault: columns `id` and `found`, and a parameter `limit`."""

    query: str
    words: str
    advice: str


CHECKS: Final = (
    Check("doubled_ids", "几个节点用了同一个编号", _NEW),
    Check("doubled_sort_keys", "几个节点用了同一个排序键，翻页时会漏掉", _AGAIN),
    Check("tasks_without_document", "任务不属于任何文件，或同时属于几份文件", _NEW),
    Check("tasks_unlike_document", "任务上记的文件、地区或年度与所属文件不符", _AGAIN),
    Check("tasks_of_lost_repeats", "任务标为重复，被重复的那一项却不存在", _AGAIN),
    Check("doubled_duties", "同一单位在同一任务上的同一条责任记了多次", _AGAIN),
    Check("agencies_without_region", "单位没有所在地区，有几个，或与记载不符", _AGAIN),
    Check("agencies_unmentioned", "单位没有任何文件提到", _LEFT_OVER),
    Check("campaigns_unheld", "专项行动没有任何任务", _LEFT_OVER),
    Check("systems_unheld", "条线没有单位，也不在机构沿革中", _LEFT_OVER),
    Check("regions_unheld", "地区没有文件、单位和下级地区", _LEFT_OVER),
    Check("documents_without_region", "文件没有连到它适用的地区", _AGAIN),
    Check("stubs_uncited", "只有名称的文件（未导入），没有文件引用它", _LEFT_OVER),
)
"""Queries of which every row is a fault."""

_SPANS: Final = {
    "task_spans": "任务在全文中的位置超出原文",
    "duty_spans": "责任单位在全文中的位置超出原文",
    "campaign_spans": "专项行动在全文中的位置超出原文",
    "citation_spans": "引用在全文中的位置超出原文",
}


def check_graph(store: GraphStore) -> Report:
    """Check the graph. The store is opened with `as_it_is`, to read.

    Raises StoreUnavailable and StoreBusy.
    """
    facts = store.facts()
    states = store.state() if facts.readable else []
    own = next((state for state in states if state["id"] == STORE_ID), None)
    problems = [*_schema(facts), *_version(own)]
    counts: dict[str, int] = {}
    if facts.readable:
        counts = {part.name: store.count(part) for part in PARTS}
        problems += [*_state(states), *_queried(store), *_spans(store)]
    return Report(
        location=store.location,
        facts=facts,
        schema_version=_integer(own, "schema_version"),
        revision=_integer(own, "revision"),
        nodes={part.name: counts[part.name] for part in PARTS if part.name in counts and not part.relation},
        relations={part.name: counts[part.name] for part in PARTS if part.name in counts and part.relation},
        problems=tuple(problems),
    )


def _schema(facts: EngineFacts) -> Iterator[Problem]:
    words = {"missing": "缺少", "changed": "与声明的不符", "extra": "多出"}
    for kind, label in words.items():
        matching = [difference for difference in facts.differences if difference.kind == kind]
        if matching:
            yield Problem(
                "schema",
                f"{label}索引、约束、表或列",
                len(matching),
                _some([_named(difference) for difference in matching]),
                facts.advice[matching[0].kind],
            )


def _named(difference: SchemaDifference) -> str:
    return f"{difference.name}（{difference.actual}）" if difference.actual else difference.name


def _version(state: Row | None) -> Iterator[Problem]:
    if state is not None and state["schema_version"] != SCHEMA_VERSION:
        yield Problem(
            "state",
            f"图的结构版本是 {state['schema_version']}，本程序用的是 {SCHEMA_VERSION}",
            1,
            (),
            f"用写入它的版本打开，或{_NEW}",
        )


def _state(states: Sequence[Row]) -> Iterator[Problem]:
    ids = [str(state["id"]) for state in states]
    if UNFINISHED in ids:
        yield Problem(
            "state",
            "图没有复制完",
            1,
            (),
            "再运行一次原来的 dutygraph copy 命令，它会从中断处继续",
        )
    elif ids != [STORE_ID]:
        words = "记录图的状态的 Store 节点不止一个" if ids else "缺少记录图的状态的 Store 节点"
        yield Problem("state", words, max(len(ids), 1), _some(ids), _NEW)


def _queried(store: GraphStore) -> Iterator[Problem]:
    for check in CHECKS:
        rows = store.read(f"check/{check.query}", {"limit": MOST + 1})
        if rows:
            examples = [f"{row['id']}（{row['found']}）" for row in rows[:_EXAMPLES]]
            yield Problem(check.query, check.words, len(rows), tuple(examples), check.advice)


def _spans(store: GraphStore) -> Iterator[Problem]:
    """Spans that begin before or end behind the text of their document, or end before they begin."""
    lengths = dict(_lengths(store))
    for query, words in _SPANS.items():
        wrong = [
            str(row["id"])
            for row in store.read(f"check/{query}")
            if row["id"] in lengths and not _within(row, lengths[str(row["id"])])
        ]
        if wrong:
            yield Problem(query, words, len(wrong), _some(wrong), _AGAIN)


def _lengths(store: GraphStore) -> Iterator[tuple[str, int]]:
    """The length of each loaded document's text, in code points."""
    after = ""
    while rows := store.read("check/texts", {"after": after, "limit": _TEXTS}):
        for row in rows:
            yield str(row["id"]), len(str(row["text"] or ""))
        after = str(rows[-1]["id"])


def _within(row: Row, length: int) -> bool:
    least, most = row["least"], row["most"]
    return (
        isinstance(least, int)
        and isinstance(most, int)
        and least >= 0
        and most <= length
        and row["inverted"] == 0
    )


def _some(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[:_EXAMPLES])


def _integer(row: Row | None, name: str) -> int | None:
    value: Value = row[name] if row is not None else None
    return value if isinstance(value, int) else None
