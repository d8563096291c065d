"""Legend: the groups of nodes and edges in order, with their colours, shapes and lines."""

from __future__ import annotations

from typing import Final

from graph.records import AgencyKind, Basis, Role

NODE_GROUPS: Final[dict[str, str]] = {
    "government": "政府部门",
    "party": "党委部门",
    "judicial": "法院、检察院",
    "vertical": "垂直管理单位",
    "association": "群团、社会团体",
    "institution": "事业单位、企业",
    "coordinating": "议事协调机构",
    "other": "其他单位",
    "collective": "统称（未点名）",
    "task": "任务",
    "campaign": "专项行动",
}
EDGE_GROUPS: Final[dict[str, str]] = {
    "cowork": "共同承担任务，越粗越多",
    "led": "牵头单位指向同一任务的其他单位，越粗越多",
    "lead": "牵头、独立负责",
    "joint": "共同负责（未明确牵头）",
    "assist_duty": "责任单位",
    "assist_named": "配合单位",
    "supervise": "督办、考核单位",
    "campaign": "任务属于专项行动",
}
_OF_KIND: Final[dict[AgencyKind, str]] = {
    "government": "government",
    "party": "party",
    "court": "judicial",
    "procuratorate": "judicial",
    "vertical": "vertical",
    "group": "association",
    "institution": "institution",
    "enterprise": "institution",
    "coordinating": "coordinating",
    "collective": "collective",
    "military": "other",
    "other": "other",
}


def group_of_kind(kind: str) -> str:
    """The legend's entry of a kind of agency."""
    return next((group for known, group in _OF_KIND.items() if known == kind), "other")


def group_of_role(role: Role, basis: Basis | None) -> str:
    """The legend's entry of a duty."""
    match role:
        case "assist":
            return "assist_named" if basis == "named" else "assist_duty"
        case "supervise" | "assess":
            return "supervise"
        case _:
            return role
