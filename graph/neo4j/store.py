"""The GraphStore over Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping

from core.rows import Row, Value
from graph.access import Access
from graph.neo4j.bulk import UnwindSink, queued
from graph.neo4j.cypher import run_limited
from graph.neo4j.inspection import ADVICE, differences, strangers
from graph.neo4j.layout import prepare
from graph.neo4j.pipelined_loader import PipelinedLoader
from graph.neo4j.server import Server
from graph.neo4j.server import Transaction as ServerTransaction
from graph.queries.statement import admit
from graph.records import DocumentGraph
from graph.store import CypherResult, EngineFacts, Limits, Outcome
from graph.writing.batches import Sink
from graph.writing.properties import check_whole
from graph.writing.store import Batch, Clock, New, Result, WritingStore
from graph.writing.transaction import Transaction


class Neo4jStore(WritingStore):
    """A graph on a server. Made by `graph.open.open_store`; see there for the parameters and errors."""

    batch_tasks = 1_500  # few enough that small loads are more than one, which go in beside one another

    def __init__(
        self, url: str, access: Access, *, read_only: bool, as_it_is: bool = False, clock: Clock
    ) -> None:
        super().__init__(clock)
        self._server = Server(url, access, read_only=read_only)
        try:
            prepare(self._server, as_it_is=as_it_is)
            if not as_it_is:
                self._check_finished()
        except BaseException:
            self._server.close()
            raise

    @property
    def location(self) -> str:
        return self._server.location

    @property
    def identity(self) -> str:
        return f"database {self._server.read('CALL db.info() YIELD id RETURN id', {})[0]['id']}"

    def facts(self) -> EngineFacts:
        deviations = (*differences(self._server), *strangers(self._server))
        return EngineFacts("Neo4j", self._server.version, deviations, ADVICE, readable=True)

    def replace_document(
        self,
        graph: DocumentGraph,
        *,
        replaces: str | None = None,
        at_revision: int | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """A document that is new goes in by the few statements of a batch, not by one a node."""
        check_whole(graph)
        plain = replaces is None and at_revision is None and not dry_run
        if plain and (new := self._load_new([graph])):
            return new[0]
        return super().replace_document(graph, replaces=replaces, at_revision=at_revision, dry_run=dry_run)

    def read_cypher(
        self, text: str, parameters: Mapping[str, Value] | None = None, limits: Limits | None = None
    ) -> CypherResult:
        return run_limited(self._server, admit(text, parameters or {}, limits or Limits()))

    def close(self) -> None:
        self._server.close()

    def _in_transaction(self, work: Callable[[Transaction], Result]) -> Result:
        return self._server.write(work)

    def _in_bulk(self, work: Callable[[Transaction, Sink], Result]) -> Result:
        def bulk(transaction: ServerTransaction) -> Result:
            with queued(transaction) as queue:
                return work(queue, UnwindSink(queue.send))

        return self._server.write(bulk)

    def _loaded(self, waiting: Iterable[Batch]) -> Generator[tuple[Batch, New]]:
        return PipelinedLoader(self._server, self._clock, self._load_new).loaded(waiting)

    def _rows(self, statement: str, parameters: Mapping[str, Value]) -> list[Row]:
        return self._server.read(statement, parameters)
