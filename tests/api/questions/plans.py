"""Plans of fictional regions, with one task or more for each role and basis that questions ask for."""

from __future__ import annotations

from tests.api.http.plans import Item, Part, Plan

YUNZHOU_2024 = Plan(
    place="云州市",
    year=2024,
    code="990100",
    number="云打假办〔2024〕1号",
    title="2024年云州市打击侵权假冒工作要点",
    items=[
        Item("开展“剑网”专项行动，打击网络侵权盗版。", "（市委宣传部牵头，市公安局、市委网信办分工负责）", [
            Part("市委宣传部", "lead", "named", "牵头"),
            Part("市公安局", "assist", "duty", "分工负责"),
            Part("市委网信办", "assist", "duty", "分工负责"),
        ], campaign="剑网"),
        Item("开展“铁拳”行动，查处假冒伪劣商品。", "（市市场监管局负责）", [
            Part("市市场监管局", "lead", "sole"),
        ], campaign="铁拳"),
        Item("加强重点市场知识产权保护。", "（市市场监管局、市公安局、各有关部门按职责分工负责）", [
            Part("市市场监管局", "joint", None, "按职责分工负责"),
            Part("市公安局", "joint", None, "按职责分工负责"),
            Part("各有关部门", "joint", None, "按职责分工负责", kind="collective"),
        ]),
        Item("加强行刑衔接。", "（市市场监管局牵头，市检察院配合，市打假办督办）", [
            Part("市市场监管局", "lead", "named", "牵头"),
            Part("市检察院", "assist", "named", "配合"),
            Part("市打假办", "supervise", None, "督办"),
        ]),
        Item("建立涉案物品保管中心。", "（市公安局、市市场监管局负责）", [
            Part("市公安局", "lead", "first", "负责"),
            Part("市市场监管局", "assist", "rule", "负责"),
        ]),
        Item("整治校园周边食品安全。", "（市教育局牵头，市市场监管局协助）", [
            Part("市教育局", "lead", "named", "牵头"),
            Part("市市场监管局", "assist", "named", "协助"),
        ]),
    ],
)  # fmt: skip

YUNZHOU_2016 = Plan(
    place="云州市",
    year=2016,
    code="990100",
    number="云打假办〔2016〕2号",
    title="2016年云州市打击侵权假冒工作要点",
    items=[
        Item("开展“剑网”专项行动，打击网络侵权盗版。", "（市文广新局牵头，市公安局配合）", [
            Part("市文广新局", "lead", "named", "牵头"),
            Part("市公安局", "assist", "named", "配合"),
        ], campaign="剑网"),
        Item("整治无证办学。", "（市教育局、市工商局按职责分工负责）", [
            Part("市教育局", "joint", None, "按职责分工负责"),
            Part("市工商局", "joint", None, "按职责分工负责"),
        ]),
    ],
)  # fmt: skip

HAINING_2024 = Plan(
    place="海宁州市",
    year=2024,
    code="990200",
    title="海宁州市2024年知识产权保护实施方案",
    items=[
        Item("开展“铁拳”行动。", "（市公安局牵头，市知识产权局参与）", [
            Part("市公安局", "lead", "named", "牵头"),
            Part("市知识产权局", "assist", "named", "参与"),
        ], campaign="铁拳"),
    ],
)  # fmt: skip

PLANS = (YUNZHOU_2024, YUNZHOU_2016, HAINING_2024)
