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


def described(store: GraphStore, question: str, context: str | None) -> dict[str, object]:
    """A line of the table."""
    answered = answer(store, question, context=context, today=TODAY, own_unit=OWN_UNIT)
    line: dict[str, object] = {"question": question}
    if context is not None:
        line["context"] = context
    return line | {
        "status": answered.status,
        "intent": answered.intent,
        "query": answered.query,
        "parameters": parameters(store, answered),
        "total": answered.total,
        "rows": [words_of(row) for row in answered.rows[:FIRST]],
    }


def parameters(store: GraphStore, answered: Answer) -> dict[str, object]:
    """The parameters with names in the place of ids."""
    directory = read_directory(store)
    names = {agency.id: f"{agency.region_name}:{agency.name}" for agency in directory.agencies}
    names |= {region.id: region.name for region in directory.regions}
    names |= {document.id: document.number or document.title or "" for document in directory.documents}
    names |= {campaign.id: campaign.name for campaign in directory.campaigns}

    def named(value: object) -> object:
        if isinstance(value, list):
            return [named(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    return {name: named(value) for name, value in answered.parameters.items()}


def words_of(row: AnyRow) -> str:
    """What identifies a row: the region in a document with the agency's part, or a name with its number."""
    values = row.model_dump()
    if "n" in values:
        task = f"{values['region']}{values['year']}#{values['n']}"
        if values["agency"] is None:
            return task
        basis = f"/{values['basis']}" if values["basis"] else ""
        return f"{task} {values['agency']} {values['role']}{basis}"
    if "predecessor" in values:
        return f"{values['year']} {values['predecessor']}→{values['successor']}"
    if "cited" in values:
        return f"{values['relation']} {values['cited_number'] or values['cited']}"
    if "edition" in values:
        return f"{values['region']}{values['year']}={values['tasks']}"
    name = values.get("agency") or values.get("campaign") or values.get("doc_number") or values.get("region")
    count = values.get("tasks") if values.get("tasks") is not None else values.get("documents")
    return f"{name or values.get('year') or ''}" + (f"={count}" if count is not None else "")


def lines(store: GraphStore, questions: Iterator[str]) -> Iterator[str]:
    """The table of a list of questions."""
    for each in questions:
        question, _, context = each.partition(" <= ")
        yield json.dumps(described(store, question, context or None), ensure_ascii=False)


def main() -> None:
    """Write the table of the questions in the named file to standard output."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/samples.lbug") as store:
        load_samples(store)
        questions = (line for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip())
        sys.stdout.writelines(f"{line}\n" for line in lines(store, questions))


def load_samples(store: GraphStore) -> None:
    """Load the project's own sample plans."""
    for result in load_paths(store, sorted(SAMPLES.glob("*.txt")), 1_000_000):
        assert result.outcome is not None, result


if __name__ == "__main__":
    main()
