"""Every error the project raises on purpose.

    DutygraphError
    ├── InputError                what the user can mend: a file, a parameter, a name
    │   ├── UnreadableFile        a file that is missing, empty, binary, too large or of no known encoding
    │   ├── UnknownQuery          no query of that name in the catalogue
    │   ├── BadParameter          a parameter that is unknown, missing or of the wrong type
    │   │   └── AmbiguousName     a name in a filter that several records bear
    │   ├── UnknownRecord         no document, task, agency … with that id
    │   ├── RevisionChanged       the graph is no longer as the user saw it
    │   ├── RecordExists          another document has the number or title already
    │   ├── StatementRefused      a Cypher statement of the user's own that does more than read
    │   ├── StatementFailed       one that the engine cannot carry out
    │   ├── LimitReached          one that took more time or memory than allowed
    │   ├── MissingExtra          a package is needed that the base install does not bring
    │   └── BadSetting            a setting that cannot be used
    ├── StoreError                the graph cannot be used as it stands
    │   ├── StoreUnavailable      it cannot be opened or written: path, permission, disk
    │   ├── StoreBusy             another process owns it; the message names the process
    │   ├── StoreDamaged          the file is no graph of ours, or is broken
    │   ├── StoreVersionMismatch  another version of the schema or of the engine wrote it
    │   ├── CopyRefused           a copy cannot begin, or its source changed meanwhile
    │   └── CopyDiffers           a copy does not hold as much as its source
    └── CatalogueError            a query file that breaks the rules of the catalogue: our own fault

Each message says what is wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


class DutygraphError(Exception):
    """Base of all errors of the project."""


class InputError(DutygraphError):
    """Something that the user gave and can mend."""


class UnreadableFile(InputError):
    """A file that cannot be read as a document.

    `path` is the file as the user named it, `reason` the sentence that says what is wrong and
    what to do.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


class UnknownQuery(InputError):
    """The catalogue holds no query of that name."""


class BadParameter(InputError):
    """A parameter that is unknown, missing or of the wrong type; `name` is its name."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that an ambiguous name may mean; `region` is the name of its region, where it has one."""

    id: str
    name: str
    region: str | None = None


class AmbiguousName(BadParameter):
    """A name in a filter that several records bear; `candidates` are these."""

    def __init__(self, name: str, value: str, candidates: Sequence[Candidate]) -> None:
        shown = "、".join(
            f"{each.region}的{each.name}（{each.id}）" if each.region else f"{each.name}（{each.id}）"
            for each in candidates[:10]
        )
        super().__init__(name, f"“{value}”不止一个：{shown}。请改用其中一个 id")
        self.candidates = tuple(candidates)


class UnknownRecord(InputError):
    """No node with that id; `kind` is the node's label in the graph, `id` what was asked for."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"图中没有这个 {kind}：{id}")
        self.kind = kind
        self.id = id


class RevisionChanged(InputError):
    """A write for a graph as it was at one revision, which has changed since."""

    def __init__(self) -> None:
        super().__init__("图在您读取之后已有变化，没有写入；请重新读取后再试")


class RecordExists(InputError):
    """A correction would give a document the place of another one, `id`."""

    def __init__(self, id: str, title: str | None) -> None:
        super().__init__(
            f"图中已有同一地区、同一发文字号（或标题和年度）的另一个文件：{title or '（没有标题）'}（{id}）；"
            "请核对，如确是重复的文件，请先移除其中一个"
        )
        self.id = id


class StatementRefused(InputError):
    """A Cypher statement that is not let through to the engine.

    `words` are the refused ones, where known, at `line` and `column`, which count from 1.
    """

    def __init__(self, message: str, words: str, line: int, column: int) -> None:
        super().__init__(message)
        self.words = words
        self.line = line
        self.column = column


class StatementFailed(InputError):
    """A Cypher statement that the engine cannot carry out; the message ends in the engine's own words."""


class LimitReached(InputError):
    """A statement that took more than allowed; `limit` says of what."""

    def __init__(self, limit: Literal["seconds", "memory", "result"], message: str) -> None:
        super().__init__(message)
        self.limit: Literal["seconds", "memory", "result"] = limit


class MissingExtra(InputError):
    """A function that needs a package of an extra which is not installed."""

    def __init__(self, purpose: str, package: str, extra: str) -> None:
        super().__init__(f"{purpose}需要 {package}，请先安装：pip install 'dutygraph[{extra}]'")
        self.extra = extra


class BadSetting(InputError):
    """A setting that is unknown or cannot be used."""


class StoreError(DutygraphError):
    """The graph cannot be used as it stands."""


class StoreUnavailable(StoreError):
    """The graph cannot be opened or written."""


class StoreBusy(StoreError):
    """Another process owns the graph file; `address` is where it serves it, if it is a server."""

    def __init__(self, message: str, address: str | None = None) -> None:
        super().__init__(message)
        self.address = address


class StoreDamaged(StoreError):
    """The file is no graph of ours, or it is broken."""


class StoreVersionMismatch(StoreError):
    """Another version of the schema or of the engine wrote the graph."""


class CopyRefused(StoreError):
    """A copy cannot begin (there is a graph already), or its source changed meanwhile."""


class CopyDiffers(StoreError):
    """A copy does not hold as much as its source; `counts` gives both numbers by label or type."""

    def __init__(self, source: str, target: str, counts: dict[str, tuple[int, int]]) -> None:
        shown = "，".join(f"{name} {there}/{wanted}" for name, (wanted, there) in counts.items())
        super().__init__(
            f"{target} 里的副本与 {source} 数量不符（副本/来源）：{shown}；副本不能使用。"
            "请用 dutygraph check 检查来源，清空目标后再复制"
        )
        self.counts = counts


class CatalogueError(DutygraphError):
    """A query file breaks the rules of the catalogue."""
