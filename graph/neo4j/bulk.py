"""Bulk writer: one UNWIND statement a kind of rows, prepared while the server runs the one before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TypeVar

from core.rows import Row, Value
from graph.neo4j.server import Transaction
from graph.schema import NODE, RELATION, Property
from graph.writing.batches import Sink
from graph.writing.properties import Edge

CHUNK = 10_000
"""Rows of a statement: they are held in memory on both sides."""

WAITING = 2
"""Statements that may wait for the server: enough to keep it busy."""

_SINGLE_PLAN = "CYPHER replan=skip"
"""The best plan is the same however much there is; without this it is made anew as the graph grows."""

Part = TypeVar("Part", Row, Edge)
Send = Callable[[str, list[list[Value]]], None]


class _Rows(list[Value]):
    """Rows that print as their number: the driver prints all parameters for its log, if it has one or not."""

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


class QueuedTransaction:
    """A write transaction with a queue of statements, run in order on a thread of its own.

    What asks for an answer waits until all that was sent before is done.
    """

    def __init__(self, transaction: Transaction, thread: ThreadPoolExecutor) -> None:
        self._transaction = transaction
        self._thread = thread
        self._waiting: deque[Future[list[Row]]] = deque()

    def run(self, statement: str, parameters: Mapping[str, Value]) -> list[Row]:
        """The rows of the statement."""
        self.settle()
        return self._transaction.run(statement, parameters)

    def abandon(self) -> None:
        """Mark the transaction for rollback at its end."""
        self._transaction.abandon()

    def send(self, statement: str, rows: list[list[Value]]) -> None:
        """Queue the statement for the rows. Raises the error of one before it."""
        while len(self._waiting) >= WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._transaction.run, statement, {"rows": _Rows(rows)}))

    def settle(self) -> None:
        """Wait until the queue is empty. Raises the error of a statement."""
        while self._waiting:
            self._waiting.popleft().result()


@contextmanager
def queued(transaction: Transaction) -> Iterator[QueuedTransaction]:
    """The transaction with a queue, which is empty at the end."""
    with ThreadPoolExecutor(1, thread_name_prefix="neo4j-rows") as thread:
        try:
            queue = QueuedTransaction(transaction, thread)
            yield queue
            queue.settle()
        except BaseException:
            thread.shutdown(cancel_futures=True)
            raise


class UnwindSink(Sink):
    """Rows go as lists in the schema's order, which is half the size of maps."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def nodes(self, label: str, rows: Sequence[Row]) -> None:
        properties = NODE[label].properties
        statement = f"{_SINGLE_PLAN} UNWIND $rows AS row CREATE (:{label} {_map(properties, 0)})"
        values = itemgetter(*(item.name for item in properties))
        for part in _parts(rows):
            self._send(statement, [list(values(row)) for row in part])

    def edges(self, type_: str, edges: Sequence[Edge]) -> None:
        """Of the ends that many share, each is looked up once."""
        relation = RELATION[type_]
        names = [item.name for item in relation.properties]
        ends = {"start": relation.start, "stop": relation.end}
        once, each = sorted(ends, key=lambda end: len(set(map(attrgetter(end), edges))))
        statement = (
            f"{_SINGLE_PLAN} UNWIND $rows AS of_one MATCH ({once}:{ends[once]} {{id: of_one[0]}})"
            f" UNWIND of_one[1] AS row MATCH ({each}:{ends[each]} {{id: row[0]}})"
            f" CREATE (start)-[:{type_} {_map(relation.properties, 1)}]->(stop)"
        )
        shared, other = attrgetter(once), attrgetter(each)
        for part in _parts(sorted(edges, key=shared)):
            rows: list[list[Value]] = []
            for id_, those in groupby(part, key=shared):
                rows.append([id_, [[other(e), *map(e.properties.__getitem__, names)] for e in those]])
            self._send(statement, rows)


def _parts(rows: Sequence[Part]) -> Iterator[Sequence[Part]]:
    return (rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK))


def _map(properties: Sequence[Property], first: int) -> str:
    items = (f"{item.name}: row[{position}]" for position, item in enumerate(properties, start=first))
    return "{" + ", ".join(items) + "}"
