"""How a statement that is let through is written anew, and what is said of one that is not."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.errors import BadParameter, StatementRefused
from core.rows import Value
from graph.queries.cypher import tokens
from graph.queries.statement import admit, check_plan
from graph.store import Limits

FEW = Limits(rows=5)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("RETURN 1 AS n LIMIT 3", "RETURN 1 AS n LIMIT 3"),
        ("RETURN 1 AS n", "RETURN 1 AS n LIMIT 6"),
        ("RETURN 1 AS n;  ", "RETURN 1 AS n LIMIT 6"),
        ("MATCH (a) WITH a LIMIT 3 RETURN a", "MATCH (a) WITH a LIMIT 3 RETURN a LIMIT 6"),
        ("RETURN a.limit ORDER BY a.limit SKIP 1", "RETURN a.limit ORDER BY a.limit SKIP 1 LIMIT 6"),
        (
            "RETURN COUNT { MATCH (a) RETURN a LIMIT 1 }",
            "RETURN COUNT { MATCH (a) RETURN a LIMIT 1 } LIMIT 6",
        ),
        ("RETURN/**/1//x\r\n\t+\u20282", "RETURN 1 + 2 LIMIT 6"),
        ("MATCH (a)-[:X*1..2]->() RETURN a.b[0]", "MATCH (a)-[:X*1..2]->() RETURN a.b[0] LIMIT 6"),
        (r"""RETURN "it's \"x\" \u0027 \\ \t" AS n""", "RETURN 'it\\'s \"x\" \\' \\\\ \t' AS n LIMIT 6"),
        (r"RETURN '\U0001F600\u4e2d' AS n", "RETURN '😀中' AS n LIMIT 6"),
    ],
)
def test_a_statement_is_written_without_comments_with_one_kind_of_string_and_a_limit(
    written: str, sent: str
) -> None:
    assert admit(written, {}, FEW).with_literals() == sent


def test_what_is_sent_reads_as_what_was_written() -> None:
    written = r"MATCH (a:`b c` {x: 'a\'\\\u0027'}) // c" + '\nWHERE a.y=~"(a|b)+" RETURN a.z AS `名 称`'
    stored = [(t.kind, t.upper or t.kind) for t in tokens(written) if t.kind != "comment"]
    again = tokens(admit(written, {}, FEW).with_literals().removesuffix(" LIMIT 6"))
    assert [(t.kind, t.upper or t.kind) for t in again] == stored


def test_strings_can_go_as_parameters_and_no_backslash_is_left() -> None:
    statement = admit(r"RETURN '\u0027' AS a, $string_1 AS b, 'x\\y' AS c", {"string_1": "z"}, FEW)
    text, values = statement.with_strings_as_parameters()
    assert text == "RETURN $string_1_ AS a, $string_1 AS b, $string_2 AS c LIMIT 6"
    assert values == {"string_1": "z", "string_1_": "'", "string_2": "x\\y"}


@pytest.mark.parametrize(
    ("statement", "words", "line", "column"),
    [
        ("MATCH (a)\nRETURN a\n  SET a.x = 1", "a SET", 3, 3),
        ("MATCH (市) DELETE 市", ") DELETE", 1, 11),
        ("MATCH (a) RETURN a;\nDROP TABLE b", ";\nDROP TABLE b", 1, 19),
        ("DROP TABLE b", "DROP", 1, 1),
        ("MATCH (a) RETURN f(a) AS n", "f(…)", 1, 18),
        ("MATCH (a)) RETURN a", ")", 1, 10),
        (r"RETURN '中\q'", r"\q", 1, 10),
        ("RETURN '\0'", r"'\x00'", 1, 9),
    ],
)
def test_a_refusal_says_what_and_where(statement: str, words: str, line: int, column: int) -> None:
    with pytest.raises(StatementRefused) as refused:
        admit(statement, {}, FEW)
    assert (refused.value.words, refused.value.line, refused.value.column) == (words, line, column)
    assert f"第 {line} 行第 {column} 列" in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -(2**63),
        2**63 - 1,
        1.5,
        "",
        "x\0y",
        date(2024, 3, 1),
        [1, 2.5],
        ["a"],
        [[1], [2, 3]],
        {},
        {"a": [{"b": None}]},
    ],
)
def test_values_that_engines_take_pass(value: Value) -> None:
    assert admit("RETURN $p AS n", {"p": value}, FEW).parameters == {"p": value}


@pytest.mark.parametrize(
    "value", [datetime(2024, 3, 1), float("nan"), b"x", object(), 2**63, [True, 1], [None]]
)
def test_values_that_engines_do_not_take_are_refused(value: object) -> None:
    with pytest.raises(BadParameter):
        admit("RETURN $p AS n", {"p": value}, FEW)  # type: ignore[dict-item]


def test_a_plan_that_only_reads_passes() -> None:
    check_plan(
        ["ProduceResults@neo4j", "Sort@neo4j", "NodeUniqueIndexSeek@neo4j", "Expand(All)@neo4j", "Eager"]
    )


@pytest.mark.parametrize(
    "step",
    [
        "Create@neo4j",
        "Merge",
        "DetachDelete@neo4j",
        "SetProperty",
        "SetNodePropertiesFromMap@neo4j",
        "RemoveLabels@neo4j",
        "Foreach@neo4j",
        "LoadCSV@neo4j",
        "ProcedureCall@neo4j",
        "TransactionForeach@neo4j",
        "EmptyResult",
    ],
)
def test_a_plan_that_does_more_is_refused(step: str) -> None:
    with pytest.raises(StatementRefused, match=step.partition("@")[0]):
        check_plan(["ProduceResults@neo4j", step])
