"""The 查漏表: what to settle before tasks are handed out, each with its reason and location."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from core.rows import optional, text
from graph.exports.ledger import document_words, item_words, names
from graph.exports.source import Source, Task

COLUMNS: Final = ("序号", "问题", "说明", "文件", "位置", "内容", "责任分工原文")


def rows(source: Source) -> Iterator[tuple[str, ...]]:
    """The rows without their number: first the tasks in reading order, a row for each reason, then 待核对.

    A document's diagnostics are told where one of its tasks passes the filters, and where none
    can (a document without a task); filters that only tasks can pass leave the latter out.
    """
    document_ids: set[str] = set()
    for task in source.tasks():
        document_ids.add(task.document)
        for problem, reason in problems(task):
            yield problem, reason, document_words(task.title), item_words(task), task.text, task.clause
    for document in source.documents(document_ids):
        diagnostics = [
            diagnostic
            for diagnostic in json.loads(text(document, "diagnostics"))
            if diagnostic["severity"] != "info"
        ]
        if diagnostics:
            id = text(document, "document")
            stored = source.store.read("documents/text", {"document": id})[0]
            locations = json.loads(text(stored, "places"))
            for diagnostic in diagnostics:
                yield (
                    "待核对",
                    diagnostic["message"],
                    document_words(optional(document, "title")),
                    _location(diagnostic, locations),
                    text(stored, "text")[diagnostic["start"] : diagnostic["end"]],
                    "",
                )


def problems(task: Task) -> Iterator[tuple[str, str]]:
    """Problems of a task, in Chinese: no lead, several, only collectives, no deadline."""
    leads = [duty for duty in task.duties if duty.role == "lead"]
    if not leads:
        yield "没有牵头单位", _why_no_lead(task)
    if len(leads) > 1:
        yield "牵头单位不止一个", f"{len(leads)} 个：{names(leads)}"
    if task.duties and all(duty.collective for duty in task.duties):
        yield "只有统称，没有点名", names(task.duties)
    if task.due_kind == "none" and not task.due_ongoing:
        yield (
            "没有完成时限",
            f"“{task.deadline}”没有写明日期" if task.deadline else "责任分工中没有写完成时限",
        )


def _why_no_lead(task: Task) -> str:
    roles = {duty.role for duty in task.duties}
    if "joint" in roles:
        joint = [duty for duty in task.duties if duty.role == "joint"]
        return f"{len(joint)} 个单位共同负责，未明确牵头：{names(joint)}"
    if "assist" in roles:
        return "只写了责任单位或配合单位"
    return "只写了督办单位或考核单位" if roles else "没有写责任单位"


def _location(diagnostic: dict[str, Any], locations: list[dict[str, Any]]) -> str:
    """Location in the text, and in the file if known: page, paragraph, sheet and cell."""
    start, end = diagnostic["start"], diagnostic["end"]
    words = f"全文第 {start}–{end} 字"
    for location in locations:
        if location["start"] < max(end, start + 1) and start < location["end"]:
            parts = [
                f"第 {location['page']} 页" if location["page"] else "",
                f"第 {location['paragraph']} 段" if location["paragraph"] else "",
                f"工作表“{location['sheet']}”" if location["sheet"] else "",
                f"{location['cell']} 单元格" if location["cell"] else "",
            ]
            return f"{words}，{''.join(parts)}" if any(parts) else words
    return words
