"""Receiver of a copied graph, over an engine's transactions; a page is one transaction.

While a copy is under way the target has no Store node of its own but a marker, a node of the same
label with another id: `lineage` holds what tells the source and its state, `revision` counts the
pages taken in. So nothing opens half a graph as a whole one, nothing but the copy writes there (a write
raises the revision of the Store node), and two copies into one target do not mix.

How far a copy has come is seen from what is there: a page is one transaction and takes whole
ranges of ids in ascending order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from core.errors import CopyRefused, StoreBusy
from core.rows import Row
from graph.copying.parts import PARTS, STORE, Part
from graph.writing.batches import Sink
from graph.writing.properties import UNFINISHED, Edge, new_store
from graph.writing.shared_nodes import Run, integer_in
from graph.writing.statements import create_node
from graph.writing.transaction import Transaction

Result = TypeVar("Result")
InTransaction = Callable[[Callable[[Transaction], Result]], Result]
InBulk = Callable[[Callable[[Transaction, Sink], Result]], Result]

_LABELS = [part.name for part in PARTS if not part.relation]
_CLEARED = 10_000
"""Nodes deleted by one transaction."""


class TransactionalReceiver:
    """CopyReceiver over a store's transactions. Created by `GraphStore.receive`."""

    def __init__(
        self, location: str, read: Run, in_transaction: InTransaction[None], in_bulk: InBulk[None]
    ) -> None:
        self._location = location
        self._read = read
        self._in_transaction = in_transaction
        self._in_bulk = in_bulk
        self._taken = 0

    def begin(self, mark: str) -> bool:
        """Prepare for the copy of the source that `mark` identifies; True if an earlier try goes on.

        An unfinished copy of anything else (or of an earlier state) is cleared away. Raises
        CopyRefused where there is a graph.
        """
        states = self._read("MATCH (s:Store) RETURN s.id AS id, s.lineage AS mark, s.revision AS taken", {})
        unfinished = next((state for state in states if state["id"] == UNFINISHED), None)
        if unfinished is not None and unfinished["mark"] == mark:
            self._taken = integer_in(unfinished["taken"])
            return True
        if unfinished is not None:
            self._clear()
        elif self._read(f"MATCH (n:{'|'.join(_LABELS)}) RETURN 1 AS present LIMIT 1", {}):
            raise CopyRefused(
                f"{self._location} 里已经有一个图；请复制到新的图文件或空的数据库（原有内容没有改动）"
            )
        marker = new_store() | {"id": UNFINISHED, "lineage": mark}
        self._in_transaction(lambda transaction: _put_state(transaction, marker))
        return False

    def last(self, part: Part) -> str:
        """The id up to which the part is there, empty where nothing is."""
        last = self._read(part.last, {})[0]["last"]
        return "" if last is None else str(last)

    def take(self, part: Part, rows: Sequence[Row]) -> None:
        """Write a page of the part, whole or not at all. Raises StoreBusy if another copy came between."""

        def work(transaction: Transaction, sink: Sink) -> None:
            self._count_page(transaction)
            if part.relation:
                sink.edges(part.name, [_edge(part, row) for row in rows])
            else:
                sink.nodes(part.name, rows)

        self._in_bulk(work)
        self._taken += 1

    def finish(self, state: Row) -> None:
        """Complete the copy with the properties of the source's Store node."""

        def work(transaction: Transaction) -> None:
            self._count_page(transaction)
            _put_state(transaction, state)

        self._in_transaction(work)

    def _count_page(self, transaction: Transaction) -> None:
        """Raise the marker's page counter, which blocks other writers until the transaction ends."""
        counted = transaction.run(
            "MATCH (s:Store {id: $id}) WHERE s.revision = $taken SET s.revision = s.revision + 1"
            " RETURN s.revision AS revision",
            {"id": UNFINISHED, "taken": self._taken},
        )
        if not counted:
            raise StoreBusy(f"另有程序也在向 {self._location} 复制；请等它结束，再运行一次本命令")

    def _clear(self) -> None:
        """Delete all but the marker, tasks first: their relations are the most."""
        for label in sorted(_LABELS, key=lambda label: label != "Task"):
            statement = f"MATCH (n:{label}) WITH n LIMIT {_CLEARED} DETACH DELETE n"

            def work(transaction: Transaction, statement: str = statement) -> None:
                transaction.run(statement, {})

            while self._read(f"MATCH (n:{label}) RETURN 1 AS present LIMIT 1", {}):
                self._in_transaction(work)


def _put_state(transaction: Transaction, state: Row) -> None:
    transaction.run(f"MATCH (s:{STORE}) DELETE s", {})
    transaction.run(create_node(STORE), state)


def _edge(part: Part, row: Row) -> Edge:
    return Edge(part.name, str(row["start"]), str(row["stop"]), row)
