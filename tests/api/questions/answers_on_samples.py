"""Asks a list of questions over the samples and writes down what is answered, for a person to check.

    python -m tests.api.questions.answers_on_samples QUESTIONS.txt > tests/api/questions/table.jsonl

A line of the list is a question, with ` <= ` before the question that it follows, if it does.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from api.questions import answer
from api.questions.answer import Answer, AnyRow
from api.questions.directory import read_directory
from graph import open_store
from graph.store import GraphStore
from ingest.load import load_paths

TODAY = date(2024, 5, 1)
OWN_UNIT = "澜宁市的市市场监管局"
SAMPLES = Path(__file__).parents[3] / "samples"
FIRST = 6
"""How many rows the table tells apart by words; the number of all stands beside."""


def told(store: GraphStore, question: str, context: str | None) -> dict[str, object]:
    """A line of the table."""
    given = answer(store, question, context=context, today=TODAY, own_unit=OWN_UNIT)
    line: dict[str, object] = {"question": question}
    if context is not None:
        line["context"] = context
    return line | {
        "status": given.status,
        "intent": given.intent,
        "query": given.query,
        "parameters": parameters(store, given),
        "total": given.total,
        "rows": [words_of(row) for row in given.rows[:FIRST]],
    }


def parameters(store: GraphStore, given: Answer) -> dict[str, object]:
    """The parameters with names in the place of ids."""
    directory = read_directory(store)
    names = {body.id: f"{body.region_name}:{body.name}" for body in directory.bodies}
    names |= {place.id: place.name for place in directory.places}
    names |= {paper.id: paper.number or paper.title or "" for paper in directory.papers}
    names |= {operation.id: operation.name for operation in directory.operations}

    def named(value: object) -> object:
        if isinstance(value, list):
            return [named(one) for one in value]
        return names.get(value, value) if isinstance(value, str) else value

    return {name: named(value) for name, value in given.parameters.items()}


def words_of(row: AnyRow) -> str:
    """What identifies a row: the place in a document with the body's part, or a name with its number."""
    held = row.model_dump()
    if "n" in held:
        task = f"{held['region']}{held['year']}#{held['n']}"
        if held["agency"] is None:
            return task
        basis = f"/{held['basis']}" if held["basis"] else ""
        return f"{task} {held['agency']} {held['role']}{basis}"
    if "predecessor" in held:
        return f"{held['year']} {held['predecessor']}→{held['successor']}"
    if "cited" in held:
        return f"{held['relation']} {held['cited_number'] or held['cited']}"
    if "edition" in held:
        return f"{held['region']}{held['year']}={held['tasks']}"
    name = held.get("agency") or held.get("campaign") or held.get("doc_number") or held.get("region")
    count = held.get("tasks") if held.get("tasks") is not None else held.get("documents")
    return f"{name or held.get('year') or ''}" + (f"={count}" if count is not None else "")


def lines(store: GraphStore, questions: Iterator[str]) -> Iterator[str]:
    """The table of a list of questions."""
    for each in questions:
        question, _, context = each.partition(" <= ")
        yield json.dumps(told(store, question, context or None), ensure_ascii=False)


def main() -> None:
    """Write the table of the questions in the named file to standard output."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/samples.lbug") as store:
        load_samples(store)
        asked = (line for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip())
        sys.stdout.writelines(f"{line}\n" for line in lines(store, asked))


def load_samples(store: GraphStore) -> None:
    """Load the project's own sample plans."""
    for result in load_paths(store, sorted(SAMPLES.glob("*.txt")), 1_000_000):
        assert result.outcome is not None, result


if __name__ == "__main__":
    main()
