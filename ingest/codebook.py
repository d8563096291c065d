"""The codebook: each clause form with its example, what is decided of it, and how often it occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.lexicon.clause_forms import FORMS, Form
from ingest.parse import parse_text

_WORDS = "开展专项检查。"


@dataclass(frozen=True, slots=True)
class Count:
    """How many duties a form gave in a graph, in one role by one basis."""

    role: str
    basis: str | None
    duties: int


def codebook(counts: Mapping[str, Sequence[Count]], heading: str = "") -> str:
    """The codebook as Markdown; `counts` by the name of the form. Decisions are the parser's on examples."""
    lines = [
        "# Codebook",
        "",
        "How a responsibility clause gives bodies their parts. Each form has an example that the grammar",
        "reads as the decision says; counts are of duties as printed: a task printed twice counts twice.",
        "",
        *([heading, ""] if heading else []),
        "| form | part | example | decision | in this graph |",
        "|---|---|---|---|---|",
    ]
    for form in FORMS:
        cells = (form.name, form.part, form.example, decision(form), _duties(counts.get(form.name, ())))
        lines.append("| " + " | ".join(cell.replace("|", "∣").replace("\n", " ") for cell in cells) + " |")
    unknown = sorted(counts.keys() - {form.name for form in FORMS})
    lines += [f"| {name} | | | | {_duties(counts[name])} |" for name in unknown]
    return "\n".join([*lines, ""])


def decision(form: Form) -> str:
    """What the parser makes of the form's example: each agency with role and basis."""
    tasks = parse_text(f"一、重点任务\n1．{_WORDS}{form.example}\n").tasks
    mentions = [
        f"{mention.name}: {mention.role}{f' ({mention.basis})' if mention.basis else ''}"
        for task in tasks
        for mention in task.responsibilities
    ]
    deadlines = [f"deadline {task.deadline}" for task in tasks if task.deadline]
    return "; ".join([*mentions, *deadlines]) or "no body"


def _duties(counts: Sequence[Count]) -> str:
    if not counts:
        return "0"
    parts = [f"{each.role}{f' ({each.basis})' if each.basis else ''} {each.duties}" for each in counts]
    return f"{sum(each.duties for each in counts)}: {', '.join(parts)}"
