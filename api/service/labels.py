"""Chinese labels of columns, kinds and statuses; those of roles stand in graph.labels."""

from __future__ import annotations

from typing import Final

from graph.labels import COUNT_COLUMNS, LABELS

COLUMN_WORDS: Final[dict[str, str]] = {
    **{COUNT_COLUMNS[part]: label.short for part, label in LABELS.items()},
    "agencies": "单位",
    "agency": "单位",
    "agency_id": "单位编号",
    "answer": "回答",
    "basis": "依据类别",
    "came": "新增任务",
    "campaign": "专项行动",
    "campaign_id": "专项行动编号",
    "campaigns": "专项行动",
    "change": "变化",
    "changed": "调整任务",
    "cited": "引用的文件",
    "cited_number": "引用文件的字号",
    "clause": "责任分工原文",
    "coded": "人工编码",
    "columns": "列",
    "cypher": "Cypher",
    "deadline": "完成时限",
    "diagnostics": "待核对",
    "doc_number": "发文字号",
    "document": "文件",
    "document_id": "文件编号",
    "documents": "文件",
    "draft": "稿本",
    "duties": "责任分工",
    "edition": "年度/届次",
    "evidence": "原文依据",
    "file": "来源",
    "first_year": "最早年度",
    "form": "句式",
    "found": "读出",
    "fractional": "折算任务",
    "fractional_share": "占比",
    "from_units": "承接自",
    "function": "职能",
    "id": "编号",
    "issued_on": "成文日期",
    "issuer": "发文机关",
    "kind": "类别",
    "last_year": "最近年度",
    "left_bounds": "原任务（按沿革）",
    "left_leads": "原牵头",
    "left_n": "原序号",
    "left_plain": "原任务",
    "level": "级别",
    "loaded": "已导入",
    "looks": "疑似责任分工",
    "missed": "遗漏",
    "n": "序号",
    "name": "名称",
    "noted": "提示核对",
    "other": "另有所指",
    "parameters": "参数",
    "path": "所在章节",
    "place": "层级",
    "precision": "准确率",
    "precision_range": "准确率区间",
    "predecessor": "原条线",
    "purpose": "用途",
    "ranks": "名次",
    "read": "已读出",
    "recall": "召回率",
    "recall_range": "召回率区间",
    "region": "地区",
    "regions": "地区",
    "relation": "关系",
    "right": "现任务",
    "right_leads": "现牵头",
    "right_n": "现序号",
    "role": "角色",
    "role_words": "责任方式",
    "seen": "见于",
    "source": "来源",
    "status": "状态",
    "successor": "承接条线",
    "surface": "原文写法",
    "system": "条线",
    "task_id": "任务编号",
    "tasks": "任务",
    "text": "任务",
    "title": "文件",
    "unit_name": "单位/条线",
    "verb": "原文用词",
    "went": "取消任务",
    "year": "年度",
}
"""Headings of columns; a column without an entry is shown under its own name."""

NODE_WORDS: Final[dict[str, str]] = {
    "Agency": "单位",
    "Campaign": "专项行动",
    "Document": "文件",
    "Region": "地区",
    "System": "条线",
    "Task": "任务",
}
"""Kinds of nodes, as messages call them."""

KIND_WORDS: Final[dict[str, str]] = {
    "government": "政府部门",
    "party": "党委部门",
    "court": "法院",
    "procuratorate": "检察院",
    "military": "军队",
    "vertical": "垂直管理",
    "group": "群团、社会团体",
    "institution": "事业单位",
    "enterprise": "企业",
    "coordinating": "议事协调机构",
    "collective": "统称（未点名）",
    "other": "未归类",
}
"""Kinds of agencies."""

STATUS_WORDS: Final[dict[str, str]] = {
    "created": "已导入",
    "replaced": "已更新",
    "unchanged": "无变化",
    "removed": "已移除",
    "failed": "未导入",
}
"""Result of loading a document."""


def column_words(column: str) -> str:
    """The heading of a column."""
    return COLUMN_WORDS.get(column, column)
