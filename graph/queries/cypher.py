"""A tokenizer for Cypher and the gate that lets only reading statements through.

The gate admits a fixed set of clauses, operators and functions. It reads tokens, not text, so
that what only looks dangerous (inside a string, a comment, a back-quoted name) passes, and what
is dangerous does not pass for its disguise.

Why two rules are nearly enough: every bare word is an allowed keyword, an allowed function in front
of its bracket, or an operand (variable, label, property, alias); and two operands never stand side
by side. A writing clause (CREATE (…), SET a.x = 1, DELETE a, CALL f(), LOAD FROM …) is an unknown
word in front of an operand or a bracket, so one of the rules refuses it.

What gets past them is a keyword that an engine also takes for a variable (WHERE count DELETE
[a][0]). So a keyword stands only where it means something: an operator behind its left side, a
clause behind something complete, COUNT and its like in front of their bracket. And the words that
begin a clause which does more than read are refused wherever a clause might begin.
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

_ACTING = _words(
    "CREATE MERGE SET DELETE DETACH REMOVE INSERT FOREACH CALL YIELD UNION LOAD COPY EXPORT IMPORT INSTALL"
    " UNINSTALL UPDATE ATTACH USE DROP ALTER BEGIN COMMIT ROLLBACK CHECKPOINT EXPLAIN PROFILE"
)
"""Words that begin what does more than read. A variable of such a name needs back-quotes."""

_TAKES_BRACKET = frozenset({"EXISTS", "COUNT", "ALL", "ANY", "NONE", "SINGLE"})
_CLAUSES = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "WHERE", "ORDER", "SKIP", "LIMIT"})
_BEHIND_OPERAND = frozenset({"AND", "OR", "XOR", "IN", "IS", "CONTAINS", "STARTS", "ENDS", "AS"})
_FOLLOWED_BY = {
    "STARTS": frozenset({"WITH"}),
    "ENDS": frozenset({"WITH"}),
    "IS": frozenset({"NULL", "NOT"}),
    "ORDER": frozenset({"BY"}),
    "OPTIONAL": frozenset({"MATCH"}),
}
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


Cause = Literal["start", "sign", "bracket", "word", "call"]


class Refused(ValueError):
    """A statement that the gate does not let through; the message says why.

    `words` are the refused ones, `at` their offset in the statement, `cause` what is wrong with them.
    """

    def __init__(self, message: str, cause: Cause = "word", words: str = "", at: int = 0) -> None:
        super().__init__(message)
        self.cause: Cause = cause
        self.words = words
        self.at = at


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, at the offset `at`; `line` counts from 1; `depth`: the brackets it stands in."""

    kind: Kind
    text: str
    line: int
    depth: int
    at: int

    @property
    def upper(self) -> str:
        """The text in capitals where it is a bare word, else nothing: keywords know no case.

        Only ASCII has keywords: the capitals of `ſet` and `lımit` would be words that no engine reads.
        """
        return self.text.upper() if self.kind == "word" and self.text.isascii() else ""


def tokens(text: str) -> list[Token]:
    """All tokens, comments among them. Raises Refused at what is no Cypher token, or at a stray bracket."""
    result: list[Token] = []
    open_brackets: list[str] = []
    at = 0
    line = 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise Refused(
                f"line {line}: {text[at : at + 20]!r} is not allowed", "sign", text[at : at + 20], at
            )
        kind, word = match.lastgroup, match[0]
        if kind == "symbol" and word in ")]}" and (not open_brackets or open_brackets.pop() != word):
            raise Refused(f"line {line}: {word!r} closes nothing", "bracket", word, at)
        if kind != "space":
            result.append(Token(_kind(kind), word, line, len(open_brackets), at))
        if kind == "symbol" and word in "([{":
            open_brackets.append(")]}"["([{".index(word)])
        line += word.count("\n")
        at = match.end()
    if open_brackets:
        raise Refused(f"{open_brackets[-1]!r} is missing at the end", "bracket", open_brackets[-1], at)
    return result


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


def check_read_only(all_tokens: list[Token]) -> None:
    """Raise Refused unless the tokens are one statement that only reads."""
    code = [token for token in all_tokens if token.kind != "comment"]
    if not code or code[0].upper not in _STARTS:
        first = code[0].text if code else ""
        raise Refused(
            f"a statement begins with one of {', '.join(sorted(_STARTS))}, not with {first!r}", "start", first
        )
    before: Token | None = None
    complete = True  # whether what stands before could be the end of an expression or a clause
    for token, after in _pairs(code):
        operand = _is_operand(token, before, after)
        if operand and before is not None and complete:
            raise _refusal(token, f"{before.text} {token.text}")
        if operand and token.upper in _ACTING and not _is_a_name(before, after):
            raise _refusal(token, token.text)
        if not operand and token.upper and not _is_keyword_use(token, before, after, complete):
            raise _refusal(token, token.text)
        call = token.kind in {"word", "quoted"} and after is not None and after.text == "("
        if call and not _may_stand_before_bracket(token, before):
            raise _refusal(token, f"{token.text}(…)", "call")
        complete = (
            (operand and not call)
            or token.text in {")", "]", "}"}
            or (token.upper in _ENDS_OPERAND)
            or (token.text == "*" and before is not None and before.upper in {"WITH", "RETURN", "DISTINCT"})
        )
        before = token


def _refusal(token: Token, words: str, cause: Cause = "word") -> Refused:
    return Refused(f"line {token.line}: {words} is not allowed", cause, words, token.at)


def _pairs(code: list[Token]) -> Iterator[tuple[Token, Token | None]]:
    yield from zip(code, [*code[1:], None], strict=True)


def _is_operand(token: Token, before: Token | None, after: Token | None) -> bool:
    if token.kind in {"quoted", "parameter", "string", "number"}:
        return True
    if token.kind != "word":
        return False
    if before is not None and before.text in {".", ":"}:
        return True
    if token.upper in _TAKES_BRACKET:
        return after is None or after.text not in {"(", "{"}
    return token.upper not in KEYWORDS


def _is_a_name(before: Token | None, after: Token | None) -> bool:
    """Whether no clause can begin here: in a pattern, a list, or as a key of a map."""
    if before is None:
        return False
    if before.text in {".", ":", "|", "(", "["}:
        return True
    return before.text in {"{", ","} and after is not None and after.text == ":"


def _is_keyword_use(token: Token, before: Token | None, after: Token | None, complete: bool) -> bool:
    """Whether a keyword is used as one here."""
    word = token.upper
    if word in _FOLLOWED_BY and (after is None or after.upper not in _FOLLOWED_BY[word]):
        return False
    if word in _BEHIND_OPERAND:
        return complete
    if word in _CLAUSES:
        opens = before is not None and (before.text == "{" or word in _FOLLOWED_BY.get(before.upper, ()))
        return complete or opens
    return True


def _may_stand_before_bracket(token: Token, before: Token | None) -> bool:
    """A clause or an operator, or an allowed function without a name space (`apoc.x.max` has one)."""
    if token.kind == "quoted" or (before is not None and before.text in {".", ":"}):
        return False
    return token.upper in _BEFORE_BRACKET or token.upper.lower() in FUNCTIONS
