"""What every store can do. Typed records go in, plain rows come out; no driver object escapes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Literal, Self

from graph.records import DocumentGraph, Succession

Value = str | int | float | bool | date | None | list["Value"] | dict[str, "Value"]
Row = dict[str, Value]
Status = Literal["created", "replaced", "unchanged", "removed"]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A document whose place another takes: the same text read anew, or the same plan in other words."""

    id: str
    title: str | None
    same_text: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: `came`, `went` and `changed` count tasks; `revision` is the store's after it.

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


class GraphStore(ABC):
    """A graph of agencies, tasks and campaigns, whichever engine holds it."""

    @abstractmethod
    def replace_document(
        self,
        graph: DocumentGraph,
        *,
        replaces: str | None = None,
        at_revision: int | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Put the document in place of what it replaces, whole, in one transaction.

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
        """Take the document out as `replace_document` would, with nothing in its place.

        Raises UnknownRecord if there is no such document; the rest is as in `replace_document`.
        """

    @abstractmethod
    def load_many(self, graphs: Iterable[DocumentGraph]) -> Sequence[Outcome]:
        """Load many documents, in batches by the engine's bulk way. Each document is whole or absent."""

    @abstractmethod
    def load_lineage(self, successions: Sequence[Succession]) -> bool:
        """Put the lineage of the lines of work in place of the one there, whole; False if it is equal.

        Lines of work that neither it nor a document names any more go.
        """

    @abstractmethod
    def read(self, query: str, parameters: Mapping[str, Value] | None = None) -> list[Row]:
        """The rows of a query of the catalogue. Raises UnknownQuery, BadParameter, StoreUnavailable."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the graph. Closing twice is no error; any other call afterwards is."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
