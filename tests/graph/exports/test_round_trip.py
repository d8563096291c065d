"""A 台账 that was exported is read again to the same tasks, with the same bodies, roles and verbs."""

from __future__ import annotations

import csv
import io
import re

import pytest

from graph.exports.catalogue import find_export
from graph.exports.ledger import COLUMNS
from ingest.document import ParsedDocument, ParsedTask
from ingest.parse import parse_input
from ingest.read.files import Input
from tests.graph.exports.conftest import PARSED, Loaded

Told = tuple[object, ...]


def told(task: ParsedTask) -> Told:
    """What a task says, without white space, which cells do not keep."""
    return (
        squeezed(task.text),
        [(r.surface, r.role, r.basis, r.verb, r.collective) for r in task.responsibilities],
        task.deadline,
        [(entry.name, entry.edition) for entry in task.campaigns],
        [entry.title for entry in task.descriptive_campaigns],
        [squeezed(heading) for heading in (task.path[:-1] if task.number else task.path)],
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def read(content: bytes, name: str) -> ParsedDocument:
    return parse_input(Input(name, name, content))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", PARSED)
def test_an_exported_ledger_is_read_to_the_same_tasks(
    form: str, name: str, loaded: dict[str, Loaded]
) -> None:
    plan = loaded[name]
    again = read(b"".join(find_export(form).write(plan.source)), f"台账.{form}")
    assert [told(task) for task in again.tasks] == [told(task) for task in plan.parsed.tasks]
    assert plan.parsed.tasks
    if form == "xlsx":  # its title names place and year
        assert (again.facts.year, again.facts.region) == (plan.parsed.facts.year, plan.parsed.facts.region)


def test_all_ledgers_in_one_are_read_to_all_tasks(loaded: dict[str, Loaded]) -> None:
    entry = next(iter(loaded.values())).source.narrowed(document=None)
    again = read(b"".join(find_export("xlsx").write(entry)), "台账.xlsx")
    expected = {repr(told(task)) for plan in loaded.values() for task in plan.parsed.tasks}
    assert {repr(told(task)) for task in again.tasks} == expected
    assert len(again.tasks) == sum(len(plan.parsed.tasks) for plan in loaded.values())


def edited(plan: Loaded, row: int, **cells: str) -> ParsedTask:
    """The task of a row whose cells somebody changed before it was read again."""
    exported = b"".join(find_export("csv").write(plan.source)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(exported)))
    for column, words in cells.items():
        rows[row][COLUMNS.index(column)] = words
    stored = io.StringIO()
    csv.writer(stored).writerows(rows)
    return read(stored.getvalue().encode(), "台账.csv").tasks[row - 1]


def roles(task: ParsedTask) -> dict[str, tuple[str, str | None]]:
    return {r.name: (r.role, r.basis) for r in task.responsibilities}


def test_a_column_that_was_edited_holds_against_the_quoted_clause(loaded: dict[str, Loaded]) -> None:
    task = edited(loaded["city"], 1, 牵头单位="市司法局", 完成时限="2024年9月底前")
    assert roles(task) == {
        "市司法局": ("lead", "named"),
        "市公安局": ("assist", "named"),
        "市政府办公室": ("supervise", None),
    }
    assert task.deadline == "2024年9月底前"


def test_the_marks_of_a_lead_say_why_it_leads_without_the_clause_too(loaded: dict[str, Loaded]) -> None:
    assert roles(edited(loaded["by_rule"], 3, 原文="")) == {"市市场监管局": ("lead", "sole")}
    assert roles(edited(loaded["by_rule"], 2, 原文="")) == {
        "市商务局": ("lead", "first"),
        "市科技局": ("assist", "rule"),
    }
    shared = roles(edited(loaded["city"], 2, 原文=""))
    assert shared == {"市版权局": ("joint", None), "市委网信办": ("joint", None)}
