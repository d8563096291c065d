"""What a body is to a task, in words; a role is never shown without its basis."""

from __future__ import annotations

from typing import Final

from graph.records import Basis, Role

ROLE_WORDS: Final[dict[tuple[Role, Basis | None], str]] = {
    ("lead", "named"): "牵头单位",
    ("lead", "first"): "牵头单位（按文件规则）",
    ("lead", "sole"): "独立负责",
    ("joint", None): "共同负责（未明确牵头）",
    ("assist", "duty"): "责任单位",
    ("assist", "rule"): "责任单位（按文件规则）",
    ("assist", "named"): "配合单位",
    ("supervise", None): "督办单位",
    ("assess", None): "考核单位",
}
"""What a body is to a task, by role and basis, in the order in which groups are shown."""

COUNT_COLUMNS: Final[dict[tuple[Role, Basis | None], str]] = {
    (role, basis): role if basis is None else f"{role}_{basis}" for role, basis in ROLE_WORDS
}
"""The column that counts a role and basis: lead_named, joint …, leads first."""


def role_words(role: Role, basis: Basis | None) -> str:
    """What a body of that role and basis is called: ("lead", "sole") → 独立负责.

    Joint, supervising and assessing bodies have no basis; one given with them is not looked at.
    """
    return ROLE_WORDS[(role, basis if role in ("lead", "assist") else None)]


ROLE_ALONE: Final[dict[str, str]] = {
    "lead": "牵头或独立负责",
    "joint": "共同负责（未明确牵头）",
    "assist": "责任或配合单位",
    "supervise": "督办单位",
    "assess": "考核单位",
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
