"""The catalogue: every statement that reads the graph, from `queries/<subject>/<name>.cypher`.

A file opens with its signature, in comments:

    // Tasks, in reading order, narrowed by any of the filters.
    // param after: string = ""   sort_key after which the page begins
    // param agency: string?      id of an agency
    // switch duty: agency roles  what needs the line: set whenever one of these is given
    // column task: string        id
    // single row

The lines before the first `param`, `switch`, `column` or `single row` are its purpose. `?` marks an
optional parameter: every line that uses it ends in `//? name`, and falls away when it is not
given. So does a line that ends in `//? switch`. The statement with all its lines is valid too.
`= value`, in JSON, is what a parameter holds that is not given.

What several queries take and begin with is written once, in `<name>.part.cypher`: a header's line
`// with subject/name` stands for the declarations of that part, whose lines open the statement. A part
may name another one: that one's lines go on where its own end.

Loading refuses a file that declares what it does not use, uses what it does not declare, does
anything but read, or has no fixed order of rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import get_args

from core.errors import BadParameter, CatalogueError, UnknownQuery
from core.rows import Value
from graph.queries.cypher import Refused, Token, check_read_only, tokens
from graph.queries.parameters import Parameter, ParameterType

_DECLARATION = re.compile(r"(param|switch|column) +([a-z_][a-z0-9_]*): *(.*)")
_TYPE = re.compile(r"(?P<type>[a-z\[\]]+)(?P<optional>\?)?(?: = (?P<default>\S+))? +(?P<description>\S.*)")
_NAME = re.compile(r"[a-z_]+/[a-z_]+")
_PART = re.compile(r"// with (\S+)", re.MULTILINE)
_MARKER = re.compile(r"//\? ([a-z_][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a query's rows; `type` names the values, `null` stands for what is absent."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement, and the parameter or switch that it needs, if any."""

    text: str
    needs: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the catalogue: its purpose, parameters and columns.

    `switches` maps each switch to the parameters that set it; `text` is the statement with all
    its lines, for people to read; `single` says that it gives at most one row.
    """

    name: str
    purpose: str
    parameters: Mapping[str, Parameter]
    switches: Mapping[str, tuple[str, ...]]
    columns: tuple[Column, ...]
    text: str
    single: bool
    lines: tuple[Line, ...]

    def render(self, provided: Collection[str]) -> str:
        """The statement without the lines whose parameter is not among the given names."""
        on = {name for name, setters in self.switches.items() if not set(setters).isdisjoint(provided)}
        return "\n".join(
            line.text
            for line in self.lines
            if line.needs is None or line.needs in provided or line.needs in on
        )

    def bind(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The given values, checked. An optional one that is None is not given. Raises BadParameter."""
        bound: dict[str, Value] = {}
        for name, value in values.items():
            parameter = self._parameter(name)
            if value is not None or not parameter.optional:
                bound[name] = parameter.check(value)
        return self._completed(bound)

    def coerce(self, texts: Mapping[str, Sequence[str]]) -> dict[str, Value]:
        """Like `bind`, from texts as a command line or URL gives them, one or more a name."""
        bound = {name: self._parameter(name).convert(values) for name, values in texts.items()}
        return self._completed(bound)

    def _parameter(self, name: str) -> Parameter:
        if name not in self.parameters:
            known = "、".join(self.parameters) or "（无）"
            raise BadParameter(name, f"查询 {self.name} 没有这个参数；它的参数是 {known}")
        return self.parameters[name]

    def _completed(self, bound: dict[str, Value]) -> dict[str, Value]:
        for name, parameter in self.parameters.items():
            if name in bound or parameter.optional:
                continue
            if parameter.default is None:
                raise BadParameter(name, f"查询 {self.name} 必须给这个参数：{parameter.description}")
            bound[name] = parameter.default
        return bound


@cache
def find_query(name: str) -> Query:
    """The query of that name; only its own file is read. Raises UnknownQuery, CatalogueError."""
    subject, _, own = name.partition("/")
    file = files("queries") / subject / f"{own}.cypher"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise UnknownQuery(f"没有名为 {name} 的查询；dutygraph queries 列出全部查询")
    source = file.read_text("utf-8")
    return read_query(name, source, _parts_of(source))


@cache
def load_catalogue() -> Mapping[str, Query]:
    """All queries by name (`subject/name`), in order. Raises CatalogueError."""
    queries = {}
    for folder in sorted(files("queries").iterdir(), key=lambda entry: entry.name):
        if folder.is_dir():
            for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".cypher") and not file.name.endswith(".part.cypher"):
                    name = f"{folder.name}/{file.name.removesuffix('.cypher')}"
                    queries[name] = find_query(name)
    return MappingProxyType(queries)


@cache
def _part(name: str) -> str | None:
    """The text of a part, or None where there is none of that name."""
    subject, _, own = name.partition("/")
    file = files("queries") / subject / f"{own}.part.cypher"
    return file.read_text("utf-8") if _NAME.fullmatch(name) and file.is_file() else None


def _parts_of(source: str) -> dict[str, str]:
    """The texts of the parts that a text names, and of those that they name."""
    parts: dict[str, str] = {}
    for name in _PART.findall(source):
        if (text := _part(name)) is not None:
            parts |= {name: text, **_parts_of(text)}
    return parts


def read_query(name: str, source: str, parts: Mapping[str, str] = MappingProxyType({})) -> Query:
    """The query that the file's text declares, with the named parts that it begins with.

    Raises CatalogueError, which names the query.
    """
    try:
        return _read(name, _whole(source, parts))
    except Refused as refusal:
        raise CatalogueError(f"{name}: {refusal}") from None


def _whole(source: str, parts: Mapping[str, str]) -> str:
    """A query's text with its parts put in: their declarations where it names them, their lines first."""
    rows = source.splitlines()
    head = list(_leading_comments(rows))
    whole: list[str] = []
    opening: list[str] = []
    for row in head:
        if named := _PART.fullmatch(row):
            declared, lines = _expanded(named[1], parts)
            whole += declared
            opening += lines
        else:
            whole.append(row)
    return "\n".join([*whole, *opening, *rows[len(head) :]])


def _expanded(name: str, parts: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The declarations and lines of a part, each followed by those of the parts that it names."""
    if name not in parts:
        raise Refused(f"there is no part {name}")
    rows = parts[name].splitlines()
    head = list(_leading_comments(rows))
    declared = [each for each in head if _DECLARATION.fullmatch(each.removeprefix("//").strip())]
    lines = rows[len(head) :]
    for row in head:
        if named := _PART.fullmatch(row):
            more_declared, more_lines = _expanded(named[1], parts)
            declared += more_declared
            lines += more_lines
    return declared, lines


def _read(name: str, source: str) -> Query:
    rows = source.splitlines()
    head = [row.removeprefix("//").strip() for row in _leading_comments(rows)]
    statement_text = "\n".join(rows[len(head) :]).strip("\n")
    all_tokens = tokens(statement_text)
    check_read_only(all_tokens)
    code = [token for token in all_tokens if token.kind != "comment"]
    if any("\n" in token.text for token in all_tokens):
        raise Refused("a string, a name or a comment may not run over a line's end")
    counted = _counted(code)
    purpose: list[str] = []
    parameters: dict[str, Parameter] = {}
    switches: dict[str, tuple[str, ...]] = {}
    columns: dict[str, Column] = {}
    single = False
    for row in head:
        declaration = _DECLARATION.fullmatch(row)
        if declaration is None:
            if row == "single row":
                single = True
            elif parameters or switches or columns or single:
                raise Refused(f"{row!r} is no declaration")
            else:
                purpose.append(row)
            continue
        kind, declared, rest = declaration.groups()
        if declared in (columns if kind == "column" else {**parameters, **switches}):
            raise Refused(f"{declared} is declared twice")
        if kind == "param":
            parameters[declared] = _parameter(declared, rest, counted)
        elif kind == "switch":
            switches[declared] = tuple(rest.partition("  ")[0].split())
        else:
            columns[declared] = _column(declared, rest)
    if not "".join(purpose):
        raise Refused("the header says no purpose")
    lines = tuple(_lines(statement_text, all_tokens))
    _check_uses(code, all_tokens, parameters, switches)
    _check_result(code, tuple(columns), single)
    return Query(
        name=name,
        purpose="\n".join(purpose),
        parameters=MappingProxyType(parameters),
        switches=MappingProxyType(switches),
        columns=tuple(columns.values()),
        text=statement_text,
        single=single,
        lines=lines,
    )


def _leading_comments(rows: Sequence[str]) -> Iterator[str]:
    for row in rows:
        if not row.startswith("//"):
            return
        yield row


def _parameter(name: str, rest: str, counted: Collection[str]) -> Parameter:
    match = _typed(name, rest)
    for known in get_args(ParameterType):
        if match["type"] == known:
            parameter = Parameter(
                name, known, match["optional"] is not None, match["description"], counts=name in counted
            )
            return _with_default(parameter, match["default"])
    raise Refused(f"{name}: {match['type']} is no type of parameter")


def _with_default(parameter: Parameter, written: str | None) -> Parameter:
    if written is None:
        return parameter
    if parameter.optional:
        raise Refused(f"{parameter.name}: an optional parameter has no default")
    try:
        return replace(parameter, default=parameter.check(json.loads(written)))
    except (ValueError, BadParameter) as error:
        raise Refused(f"{parameter.name}: the default {written} is not of its type ({error})") from None


def _column(name: str, rest: str) -> Column:
    match = _typed(name, rest)
    return Column(name, match["type"], match["description"])


def _typed(name: str, rest: str) -> re.Match[str]:
    match = _TYPE.fullmatch(rest)
    if match is None:
        raise Refused(f"{name}: a type and a description are needed")
    return match


def _lines(statement_text: str, all_tokens: Sequence[Token]) -> Iterator[Line]:
    """The lines of the statement without their comments."""
    comments = {token.line: token.text for token in all_tokens if token.kind == "comment"}
    for number, text in enumerate(statement_text.split("\n"), start=1):
        comment = comments.get(number, "")
        marker = _MARKER.fullmatch(comment)
        if comment.startswith("//?") and marker is None:
            raise Refused(f"{comment!r} names no parameter")
        yield Line(text.removesuffix(comment).rstrip(), marker[1] if marker else None)


def _counted(code: Sequence[Token]) -> set[str]:
    """Parameters that stand behind LIMIT or SKIP."""
    return {
        token.text[1:]
        for before, token in pairwise(code)
        if before.upper in {"LIMIT", "SKIP"} and token.kind == "parameter"
    }


def _check_uses(
    code: Sequence[Token],
    all_tokens: Sequence[Token],
    parameters: Mapping[str, Parameter],
    switches: Mapping[str, tuple[str, ...]],
) -> None:
    markers = {
        token.line: match[1]
        for token in all_tokens
        if token.kind == "comment" and (match := _MARKER.fullmatch(token.text))
    }
    optional = {name for name, parameter in parameters.items() if parameter.optional}
    for name, setters in switches.items():
        for setter in setters:
            if setter not in optional:
                raise Refused(f"switch {name}: {setter} is no optional parameter")
        if not setters or name not in markers.values():
            raise Refused(f"switch {name} is not used")
    for marker in markers.values():
        if marker not in optional and marker not in switches:
            raise Refused(f"//? {marker} is declared neither as an optional parameter nor as a switch")
    used = {token.text[1:] for token in code if token.kind == "parameter"}
    for name in parameters.keys() - used:
        raise Refused(f"parameter {name} is not used")
    for name in used - parameters.keys():
        raise Refused(f"${name} is not declared")
    for line, group in groupby((t for t in code if t.kind == "parameter"), key=lambda token: token.line):
        for token in group:
            name = token.text[1:]
            if name in optional and markers.get(line) != name:
                raise Refused(f"line {line} uses ${name}, which is optional, and does not end in //? {name}")
            if name not in optional and line in markers:
                raise Refused(f"line {line} uses ${name}, which is required, and may fall away")


def _check_result(code: Sequence[Token], columns: tuple[str, ...], single: bool) -> None:
    """The last clause is RETURN … AS …, with the declared columns, and in a fixed order."""
    returns = [at for at, token in enumerate(code) if token.upper == "RETURN" and token.depth == 0]
    if len(returns) != 1:
        raise Refused("a statement has one RETURN of its own")
    result = code[returns[0] + 1 :]
    words = [token.upper for token in result if token.depth == 0]
    if "ORDER" not in words and not single:
        raise Refused("ORDER BY is missing (or the header's `single row`)")
    items: list[list[Token]] = [[]]
    for token in result:
        if token.depth == 0 and token.upper in {"ORDER", "SKIP", "LIMIT"}:
            break
        if token.depth == 0 and token.text == ",":
            items.append([])
        elif token.upper != "DISTINCT" or items != [[]]:
            items[-1].append(token)
    names = []
    for item in items:
        if len(item) < 3 or item[-2].upper != "AS":
            raise Refused(f"{' '.join(token.text for token in item)!r} needs AS and a name")
        names.append(item[-1].text.strip("`"))
    if tuple(names) != columns:
        raise Refused(f"the columns are {', '.join(names)}, and declared are {', '.join(columns)}")
