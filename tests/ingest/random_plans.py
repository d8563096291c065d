"""Random documents for the parser's laws: fragments of plans in any order, some of them broken."""

from __future__ import annotations

from hypothesis import strategies as st

REGION_NAMES = ("市", "省", "县", "区", "云州市", "各县（市、区）", "")
OFFICES = (
    "公安局",
    "教育局",
    "市场监管局",
    "人民政府",
    "网信办",
    "有关部门",
    "税务局",
    "住房和城乡建设厅",
    "商务部",
)
GLUE = ("、", "，", "；", " ", "和", "以及", "等", "\n", "/", "")
WORDS = (
    *("负责", "牵头", "配合", "按职责分工负责", "会同", "督查落实", "考核", "参与", "牵头负责"),
    *("持续推进", "2024年12月底前完成", "列第一位的为牵头单位，下同", "以下任务均需各县区政府负责，不再列出"),
    *("责任单位：", "牵头单位：", "配合单位:", "完成时限：", "考核单位：", "督办单位："),
)
MARKS = (
    "一、",
    "（二）",
    "（一）",
    "1.",
    "2．",
    "12、",
    "（3）",
    "①",
    "一是",
    "二是",
    "第一章 ",
    "3.5",
    "2024.",
)
SENTENCES = (
    *("加强校园周边巡查。", "开展“剑网 2024”专项行动，查处案件。", "实施农村饮水安全工程；", "提高到3.5%。"),
    *(
        "根据《云州市养犬条例》（云政发〔2019〕3号），",
        "云州市2024年工作要点",
        "云政办〔2024〕7号",
        "2024年3月5日",
    ),
    *("云州市人民政府办公室", "抄送：市委办公室。", "（联系人：某某）", "（含负责人）", "重点是", "总体要求"),
)
FURNITURE = (
    "\n— 12 —\n",
    "\n第 3 页\n",
    "\n7\n",
    "\n云州市人民政府公报\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u3000\u3000",
    "  ",
)
BRACKETS = "（）()〔〕[]【】“”《》「」"
ODD = (
    "\ufeff",
    "\u200b",
    "\u2028",
    "\x00",
    "\x85",
    "\x0c",
    "\t",
    "\u00a0",
    "\ufffd",
    "𠮷",
    "😀",
    "é",
    "١",
    "Ⅳ",
    "。",
    "：",
)

fragments = st.one_of(
    *(
        st.sampled_from(words)
        for words in (OFFICES, REGION_NAMES, GLUE, WORDS, MARKS, SENTENCES, FURNITURE, ODD)
    ),
    st.sampled_from(BRACKETS),
)
noise = st.lists(fragments, max_size=40).map("".join)
agencies = st.lists(
    st.tuples(*map(st.sampled_from, (REGION_NAMES, OFFICES, GLUE))).map("".join), min_size=1, max_size=4
)
clauses = st.tuples(
    st.sampled_from("（([〔"), agencies.map("".join), st.sampled_from(WORDS), st.sampled_from("）)]〕，")
).map("".join)
items = st.tuples(
    st.sampled_from(MARKS),
    st.sampled_from(SENTENCES),
    noise | clauses,
    st.sampled_from(("\n", "", "。", "\n\n")),
).map("".join)
plans = st.lists(items | clauses | noise, max_size=12).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
documents = plans | st.tuples(plans, anything, plans).map("".join)
