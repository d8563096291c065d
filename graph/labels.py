"""The words for roles, in one table: messages, tables, pages, files and questions all take them from here.

A role is never shown without its basis, so that no agency appears as 配合单位 where the document prints
责任单位, and none as named to lead where a rule or being alone made it so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.records import Basis, Role


@dataclass(frozen=True, slots=True)
class Label:
    """Label of a role in a task: `long` beside an agency's name, `short` where a heading names the count."""

    long: str
    short: str


LABELS: Final[dict[tuple[Role, Basis | None], Label]] = {
    ("lead", "named"): Label("牵头单位", "牵头"),
    ("lead", "first"): Label("牵头单位（按文件规则）", "牵头（按文件规则）"),
    ("lead", "sole"): Label("独立负责", "独立负责"),
    ("joint", None): Label("共同负责（未明确牵头）", "共同负责"),
    ("assist", "duty"): Label("责任单位", "责任"),
    ("assist", "rule"): Label("责任单位（按文件规则）", "责任（按文件规则）"),
    ("assist", "named"): Label("配合单位", "配合"),
    ("supervise", None): Label("督办单位", "督办"),
    ("assess", None): Label("考核单位", "考核"),
}
"""By role and basis, in the order in which groups are shown: leads come first."""

ANY_BASIS: Final[dict[Role, Label]] = {
    "lead": Label("牵头或独立负责", "牵头、独立负责"),
    "joint": LABELS["joint", None],
    "assist": Label("责任或配合单位", "责任、配合"),
    "supervise": LABELS["supervise", None],
    "assess": LABELS["assess", None],
}
"""A role whatever its basis: where only the role is counted or chosen."""

BASIS_ALONE: Final[dict[str, str]] = {
    "named": "原文点明",
    "sole": "独立负责",
    "first": "按文件规则",
    "duty": "责任单位",
    "rule": "按文件规则",
}
"""A basis whatever the role."""

ROLE_WORDS: Final[dict[tuple[Role, Basis | None], str]] = {part: label.long for part, label in LABELS.items()}
ROLE_ALONE: Final[dict[str, str]] = {role: label.long for role, label in ANY_BASIS.items()}
COUNT_COLUMNS: Final[dict[tuple[Role, Basis | None], str]] = {
    (role, basis): role if basis is None else f"{role}_{basis}" for role, basis in LABELS
}
"""The column that counts a role and basis: lead_named, joint …, leads first."""


def role_words(role: Role, basis: Basis | None) -> str:
    """The long label of a role and basis: ("lead", "sole") → 独立负责.

    Joint, supervising and assessing agencies have no basis; one that comes with them is ignored.
    """
    return LABELS[role, basis if role in ("lead", "assist") else None].long


def role_order(role: Role, basis: Basis | None) -> int:
    """The rank of a role and basis in the order of `LABELS`, as a key for sorting."""
    return list(LABELS).index((role, basis if role in ("lead", "assist") else None))
