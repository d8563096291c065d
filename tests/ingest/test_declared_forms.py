"""Every declared form reads its own example, and another one, as that form and no other.

The second examples stand in tables by name: a form without one, or a name without its form, fails.
"""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import deadlines, locate, roles
from ingest.lexicon import clause_forms, markers
from ingest.parse import parse_text
from tests.ingest.clauses import WORDS, task

FORMS = {
    "label_assess": "（市林业局负责；考核单位：市委改革办）",
    "label_lead": "（主办单位：市水务局；承办单位：市气象局）",
    "label_assist": "（主办单位：市水务局；协办单位：市气象局、市应急局）",
    "label_supervise": "（承办单位：各乡镇政府；督查单位：市委督查室）",
    "label_time": "（承办单位：市水务局；办结时限：2025年6月底前）",
    "label_duty": "实施主体：市水务局",
    "label_person": "（分管领导：赵某；市级责任单位：市水务局）",
    "verb_supervise": "（市水务局负责，市监委督促检查）",
    "verb_assess": "（各乡镇政府落实，市水务局考核验收）",
    "verb_lead": "（市水务局主办，市气象局分工落实）",
    "verb_assist": "（市水务局牵头，市气象局、市应急局密切协同参与）",
    "verb_duty": "（市水务局、市气象局共同抓好落实）",
    "verb_consult": "（市水务局商市气象局落实）",
    "tag_lead": "（市水务局（主办）、市气象局按职责分工负责）",
    "tail_duty": "（由市水务局总牵头，市气象局）",
}
ROLE_RULES = {
    "named_lead": "（市水务局会同市气象局负责，市应急局参与）",
    "in_charge_with_help": "（市水务局、市林业局分工负责，市气象局协助）",
    "help_only": "（市气象局、市应急局参与）",
    "sole": "责任单位：市水务局",
    "first_by_rule": "（市水务局、市气象局、市应急局按职责分工负责，排名第一的为牵头单位）",
    "shared": "责任部门：市水务局、市气象局",
}
NOT_CLAUSES = {
    "person": "（要求主要负责同志到场）",
    "inclusion": "（不含市水务局负责的部分）",
    "abbreviation": "（简称配合部门）",
    "form_field": "（由牵头单位签字）",
}
KINDS = {
    "chapter": "第三部分 保障措施",
    "han": "十二、强化考核",
    "han_bracket": "(十一)守护水源",
    "arabic": "23．疏浚沟渠",
    "arabic_bracket": "(12)清点泵站",
    "circle": "⑦登记水井",
    "first_is": "三是开展回访",
}
DEADLINES = {
    "recurring": "每月25日前",
    "after_issue": "印发之日起三个月内完成",
    "plan_end": "十五五期间",
    "half": "2025年下半年",
    "quarter": "2025年第2季度完成",
    "period": "3月10日至次年2月底",
    "months": "2025年四至九月",
    "by": "力争2026年6月底前全面建成",
    "ongoing": "长期坚持",
    "whole_year": "全年完成",
    "undated": "按时间节点推进",
}


def table(declared: list[tuple[str, str]], second: dict[str, str]) -> list[tuple[str, str]]:
    """Name and example, for both examples; fails at collection where the tables disagree."""
    assert [name for name, _ in declared] == list(second)
    assert all(example != second[name] for name, example in declared)
    return declared + list(second.items())


@pytest.mark.parametrize(
    ("name", "example"), table([(form.name, form.example) for form in clause_forms.FORMS], FORMS)
)
def test_a_clause_form_reads_its_examples(name: str, example: str) -> None:
    result = task(example)
    if name == "label_time":
        assert result.deadline
        assert result.due.kind == "by"
    elif clause_forms.FORM_OF[name].part == "none":  # people are no agencies
        assert {mention.form for mention in result.responsibilities} == {"label_duty"}
        assert "某" not in "".join(mention.surface for mention in result.responsibilities)
    else:
        assert name in {mention.form for mention in result.responsibilities}
    assert result.clause == example


@pytest.mark.parametrize(
    ("name", "example"),
    table([(role_rule.name, role_rule.example) for role_rule in roles.ROLE_RULES], ROLE_RULES),
)
def test_a_role_rule_applies_to_its_examples(name: str, example: str) -> None:
    (clause,), unread = locate.find(WORDS + example)
    assert unread == []
    role_rule = roles.rule_for(clause.parsed.groups, rule=clause.parsed.rule is not None)
    assert role_rule is not None
    assert role_rule.name == name


@pytest.mark.parametrize(
    ("name", "example"),
    table([(name, example) for name, _, example in clause_forms.NOT_CLAUSES], NOT_CLAUSES),
)
def test_brackets_that_are_no_clause_are_named_by_their_rule(name: str, example: str) -> None:
    parsed = parse_text(f"一、重点任务\n1．加强巡查{example}工作。（市水务局负责）\n")
    assert [mention.name for task in parsed.tasks for mention in task.responsibilities] == ["市水务局"]
    (diagnostic,) = parsed.diagnostics
    assert (diagnostic.severity, diagnostic.code) == ("info", f"not_clause_{name}")
    assert parsed.text[diagnostic.start : diagnostic.end] == example
    assert example in diagnostic.message


@pytest.mark.parametrize(
    ("form", "first", "last"),
    [
        *((form, clause_forms.LABEL_FIRST, clause_forms.LABEL_LAST) for form in clause_forms.LABELS),
        *((form, clause_forms.VERB_FIRST, clause_forms.VERB_LAST) for form in clause_forms.VERBS),
    ],
    ids=lambda provided: provided.name if isinstance(provided, clause_forms.Form) else "",
)
@given(data=st.data())
def test_the_words_of_a_form_begin_and_end_as_the_lexicon_says(
    data: st.DataObject, form: clause_forms.Form, first: Collection[str], last: Collection[str]
) -> None:
    words = data.draw(st.from_regex(form.words, fullmatch=True))
    assert words[0] in first
    assert words[-1] in last


@pytest.mark.parametrize(
    ("name", "example"), table([(kind.name, kind.example) for kind in markers.KINDS], KINDS)
)
def test_a_kind_of_number_reads_its_examples(name: str, example: str) -> None:
    marker = markers.marker_at(example)
    assert marker is not None
    assert marker.kind.name == name
    assert example.startswith(marker.text)


@pytest.mark.parametrize(
    ("name", "example"), table([(form.name, form.example) for form in deadlines.FORMS], DEADLINES)
)
def test_a_deadline_form_reads_its_examples(name: str, example: str) -> None:
    assert deadlines.is_deadline(example)
    assert next(form.name for form in deadlines.FORMS if form.read(example)) == name
    assert task(f"（市水务局负责，{example}）").deadline == example
    assert task(f"责任单位：市水务局\n完成时限：{example}").deadline == example
