"""A tokenizer for Cypher and the gate that lets only reading statements through.

The gate admits a fixed set of clauses, operators and functions. It reads tokens, not text, so
that what only looks dangerous (inside a string, a comment, a back-quoted name) passes, and what
is dangerous does not pass for its disguise.

Why two rules are enough: every bare word is an allowed keyword, an allowed function in front of
its bracket, or an operand (variable, label, property, alias); and two operands never stand side
by side. A writing clause (CREATE (…), SET a.x = 1, DELETE a, CALL f(), LOAD FROM …) is an unknown
word in front of an operand or a bracket, so one of the rules refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "quoted", "parameter", "string", "number", "symbol", "comment"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEYWORDS = _words(
    "MATCH OPTIONAL WHERE WITH RETURN DISTINCT ORDER BY ASC DESC SKIP LIMIT AS UNWIND"
    " AND OR XOR NOT IN IS NULL TRUE FALSE CONTAINS STARTS ENDS"
    " CASE WHEN THEN ELSE END EXISTS COUNT ALL ANY NONE SINGLE"
)
"""COUNT is both the function and the sub-query `COUNT { … }`; the four predicates take brackets too."""

FUNCTIONS = _words(
    "abs avg ceil coalesce collect count date exists floor left max min percentilecont properties right"
    " size sum tolower toupper trim all any none single"
)

_STARTS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"})
_BEFORE_BRACKET = _words(
    "MATCH WHERE WITH RETURN DISTINCT BY SKIP LIMIT UNWIND AND OR XOR NOT IN CONTAINS WHEN THEN ELSE CASE"
)
_ENDS_OPERAND = frozenset({"NULL", "TRUE", "FALSE", "END", "ASC", "DESC"})
"""Keywords after which a clause may be complete, so that no operand may follow."""

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`[^`]+`)
  | (?P<parameter>\$[A-Za-z_]\w*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)|\.\d+(?!\w))
  | (?P<word>[^\W\d]\w*)
  | (?P<symbol><=|>=|<>|=~|->|<-|\.\.|/(?![*/])|[-+*%^=<>()\[\]{},.:|])
    """,
    re.VERBOSE | re.DOTALL,
)


class Refused(ValueError):
    """A statement that the gate does not let through; the message says why."""


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written; `line` counts from 1; `depth` is how many brackets it stands in."""

    kind: Kind
    text: str
    line: int
    depth: int

    @property
    def upper(self) -> str:
        """The text in capitals where it is a bare word, else nothing: keywords know no case."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> list[Token]:
    """All tokens, comments among them. Raises Refused at what is no Cypher token, or at a stray bracket."""
    found: list[Token] = []
    open_brackets: list[str] = []
    at = 0
    line = 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise Refused(f"line {line}: {text[at : at + 20]!r} is not allowed")
        kind, word = match.lastgroup, match[0]
        if kind == "symbol" and word in ")]}" and (not open_brackets or open_brackets.pop() != word):
            raise Refused(f"line {line}: {word!r} closes nothing")
        if kind != "space":
            found.append(Token(_kind(kind), word, line, len(open_brackets)))
        if kind == "symbol" and word in "([{":
            open_brackets.append(")]}"["([{".index(word)])
        line += word.count("\n")
        at = match.end()
    if open_brackets:
        raise Refused(f"{open_brackets[-1]!r} is missing at the end")
    return found


def _kind(group: str) -> Kind:
    kinds: dict[str, Kind] = {
        "word": "word",
        "quoted": "quoted",
        "parameter": "parameter",
        "string": "string",
        "number": "number",
        "symbol": "symbol",
        "comment": "comment",
    }
    return kinds[group]


def check_reading(found: list[Token]) -> None:
    """Raise Refused unless the tokens are one statement that only reads."""
    code = [token for token in found if token.kind != "comment"]
    if not code or code[0].upper not in _STARTS:
        first = code[0].text if code else ""
        raise Refused(f"a statement begins with one of {', '.join(sorted(_STARTS))}, not with {first!r}")
    before: Token | None = None
    complete = False  # whether what stands before could be the end of an expression or a clause
    for token, after in _pairs(code):
        operand = _is_operand(token, before)
        if operand and before is not None and complete:
            raise Refused(f"line {token.line}: {before.text} {token.text} is not allowed")
        call = token.kind in {"word", "quoted"} and after is not None and after.text == "("
        if call and not _may_stand_before_bracket(token, before):
            raise Refused(f"line {token.line}: {token.text}(…) is not allowed")
        complete = (
            (operand and not call)
            or token.text in {")", "]", "}"}
            or (token.upper in _ENDS_OPERAND)
            or (token.text == "*" and before is not None and before.upper in {"WITH", "RETURN", "DISTINCT"})
        )
        before = token


def _pairs(code: list[Token]) -> Iterator[tuple[Token, Token | None]]:
    yield from zip(code, [*code[1:], None], strict=True)


def _is_operand(token: Token, before: Token | None) -> bool:
    if token.kind in {"quoted", "parameter", "string", "number"}:
        return True
    if token.kind != "word":
        return False
    if before is not None and before.text in {".", ":"}:
        return True
    return token.upper not in KEYWORDS


def _may_stand_before_bracket(token: Token, before: Token | None) -> bool:
    """A clause or an operator, or an allowed function without a name space (`apoc.x.max` has one)."""
    if token.kind == "quoted" or (before is not None and before.text in {".", ":"}):
        return False
    return token.upper in _BEFORE_BRACKET or token.text.lower() in FUNCTIONS
