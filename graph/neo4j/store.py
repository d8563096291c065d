"""The GraphStore over Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.access import Access
from graph.neo4j.bulk import UnwindSink
from graph.neo4j.layout import prepare
from graph.neo4j.server import Server
from graph.store import Row, Value
from graph.writing.batches import Sink
from graph.writing.store import Clock, Result, Transaction, WritingStore


class Neo4jStore(WritingStore):
    """A graph on a server. Made by `graph.open.open_store`; see there for the parameters and errors."""

    batch_tasks = 10_000  # a transaction is held in the server's memory
    fewest_tasks = 100

    def __init__(self, url: str, access: Access, *, read_only: bool, clock: Clock) -> None:
        super().__init__(clock)
        self._server = Server(url, access, read_only=read_only)
        try:
            prepare(self._server)
        except BaseException:
            self._server.close()
            raise

    def close(self) -> None:
        self._server.close()

    def _in_transaction(self, work: Callable[[Transaction], Result]) -> Result:
        return self._server.write(work)

    def _in_bulk(self, work: Callable[[Transaction, Sink], Result]) -> Result:
        return self._server.write(lambda transaction: work(transaction, UnwindSink(transaction)))

    def _rows(self, statement: str, parameters: Mapping[str, Value]) -> list[Row]:
        return self._server.read(statement, parameters)
