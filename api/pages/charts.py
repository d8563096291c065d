"""Figures of a chart as JSON, for an attribute of its canvas; static/load.js and years.js draw it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from graph.labels import role_words
from graph.records import Basis, Role


def chart(labels: Sequence[str], series: Iterable[tuple[Role, Basis | None, Sequence[int]]]) -> str:
    """One series of numbers of tasks a role and basis, one number a label."""
    lines = [
        {
            "words": role_words(role, basis),
            "role": "-".join(filter(None, (role, basis))),
            "tasks": list(tasks),
        }
        for role, basis, tasks in series
    ]
    return json.dumps({"labels": list(labels), "series": lines}, ensure_ascii=False)
