"""The GraphStore interface: typed records go in, plain rows come out; no driver object escapes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

from core.rows import Row, Value
from graph.copying.interface import CopyTarget
from graph.records import DocumentGraph, Succession

Status = Literal["created", "replaced", "unchanged", "removed"]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A document whose place another takes: the same text read anew, or the same plan in other words."""

    id: str
    title: str | None
    same_text: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Outcome of a write: `came`, `went` and `changed` count tasks; `revision` is the store's after it.

    `replaced` are the documents whose place it took, and `details` (JSON) the tasks that came,
    went or changed, as the Change of the document keeps them.
    """

    status: Status
    document: str
    came: int
    went: int
    changed: int
    revision: int
    replaced: tuple[Replaced, ...] = field(default=(), compare=False)
    details: str = field(default="[]", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a user's own statement.

    `seconds` of running, `rows` and `result_bytes` (as JSON) of its result, `memory_bytes` beyond
    what an idle engine takes.
    """

    seconds: float = 5.0
    rows: int = 1000
    memory_bytes: int = 512 << 20
    result_bytes: int = 8_000_000


@dataclass(frozen=True, slots=True)
class CypherResult:
    """The rows of a statement of the user's own; `truncated` where a limit left some out.

    A node or relation is a map of those of its properties that are not null, a path a map of its
    `nodes` and `relations`, a moment its ISO text, a number that is not finite null.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: bool


DifferenceKind = Literal["missing", "changed", "extra"]


@dataclass(frozen=True, slots=True)
class SchemaDifference:
    """Difference of an engine's layout from the schema. `name` is the engine's name of the item.

    missing   the engine lacks it
    changed   it is there and not as declared, or not in use; `actual` says how it is
    extra     the engine has it, and the schema does not declare it
    """

    kind: DifferenceKind
    name: str
    actual: str = ""


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """Facts about the engine of a graph: its name, version, and differences from the schema.

    `advice` is what to do about a difference of a kind. `readable` says whether queries can run all
    the same.
    """

    engine: str
    version: str
    differences: tuple[SchemaDifference, ...]
    advice: Mapping[DifferenceKind, str]
    readable: bool


class GraphStore(CopyTarget, ABC):
    """A graph of agencies, tasks and campaigns, whichever engine holds it.

    What reading and copying a whole graph part by part takes is in `graph.copying.interface`.
    """

    @abstractmethod
    def replace_document(
        self,
        graph: DocumentGraph,
        *,
        replaces: str | None = None,
        at_revision: int | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Load the document and remove those that it replaces, in one transaction.

        What it replaces is the document of that id, of the same text (`sha256`), or, where
        given, the document `replaces`. Its tasks and edges go, and agencies and campaigns that
        nothing holds any more go too. An equal document (`digest`) changes nothing.

        A dry run tells what would be, and changes nothing. Raises RevisionChanged if the store is
        not at `at_revision`, where that is given.
        """

    @abstractmethod
    def remove_document(
        self, document: str, *, at_revision: int | None = None, dry_run: bool = False
    ) -> Outcome:
        """Remove the document as `replace_document` would, without a new one.

        Raises UnknownRecord if there is no such document; the rest is as in `replace_document`.
        """

    @abstractmethod
    def load_many(self, graphs: Iterable[DocumentGraph]) -> Sequence[Outcome]:
        """Load many documents, in batches by the engine's bulk way. Each document is whole or absent."""

    @abstractmethod
    def load_lineage(self, successions: Sequence[Succession]) -> bool:
        """Replace the whole lineage of the lines of work; False if it is equal.

        Lines of work that neither it nor a document names any more go.
        """

    @abstractmethod
    def read(self, query: str, parameters: Mapping[str, Value] | None = None) -> list[Row]:
        """The rows of a query of the catalogue. Raises UnknownQuery, BadParameter, StoreUnavailable."""

    @abstractmethod
    def facts(self) -> EngineFacts:
        """The engine of the graph, and whether its tables, constraints and indexes are as declared."""

    @abstractmethod
    def read_cypher(
        self, text: str, parameters: Mapping[str, Value] | None = None, limits: Limits | None = None
    ) -> CypherResult:
        """The rows of a statement of the user's own, which may only read the graph.

        Raises StatementRefused, BadParameter, StatementFailed, LimitReached, StoreUnavailable.
        """

    @abstractmethod
    def close(self) -> None:
        """Close the store. Closing twice is no error; any other call afterwards is."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
