"""The GraphStore over the embedded engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from graph.catalogue import find_query
from graph.changes import Event, compare, tasks_of
from graph.errors import StoreUnavailable, UnknownRecord
from graph.ladybug.bulk import load_batches
from graph.ladybug.file import GraphFile, acquire, release
from graph.ladybug.lineage import put_lineage
from graph.ladybug.sandbox import run_confined
from graph.ladybug.writer import DocumentWriter, Stored, raise_revision
from graph.records import DocumentGraph, Succession
from graph.rows import check_whole, lineage_digest
from graph.statement import admit
from graph.store import CypherResult, GraphStore, Limits, Outcome, Row, Value

Clock = Callable[[], datetime]


class LadybugStore(GraphStore):
    """A graph file. Made by `graph.open.open_store`; see there for the parameters and errors."""

    def __init__(
        self, path: Path, *, read_only: bool, address: str | None, wait: float, clock: Clock
    ) -> None:
        self._file = acquire(path, read_only=read_only, address=address, wait=wait)
        self._wait = wait
        self._clock = clock
        self._closed = False

    def replace_document(self, graph: DocumentGraph, *, replaces: str | None = None) -> Outcome:
        check_whole(graph)
        with self._open_file().write() as transaction:
            at = self._clock()
            writer = DocumentWriter(transaction.run, at)
            revision = raise_revision(transaction.run)
            olds = writer.stored_like(graph, replaces)
            document = graph.document
            if [(old.id, old.digest) for old in olds] == [(document.id, document.digest)]:
                transaction.abandon()
                return Outcome("unchanged", document.id, 0, 0, 0, revision - 1)
            before = writer.tasks(olds[0].id) if olds else []
            difference = compare(before, tasks_of(graph))
            gone = [(old, compare(writer.tasks(old.id), [])) for old in olds[1:]]
            writer.put(graph, [old.id for old in olds])
            event: Event = "replaced" if olds else "created"
            writer.tell(
                revision,
                [
                    (document.id, document.title, event, difference),
                    *((old.id, old.title, "removed", went) for old, went in gone),
                ],
            )
        return Outcome(event, document.id, difference.came, difference.went, difference.changed, revision)

    def remove_document(self, document: str) -> Outcome:
        with self._open_file().write() as transaction:
            at = self._clock()
            writer = DocumentWriter(transaction.run, at)
            revision = raise_revision(transaction.run)
            stored: Stored | None = writer.stored(document)
            if stored is None:
                raise UnknownRecord("Document", document)
            difference = compare(writer.tasks(document), [])
            writer.put(None, [document])
            writer.tell(revision, [(document, stored.title, "removed", difference)])
        return Outcome("removed", document, 0, difference.went, 0, revision)

    def load_many(self, graphs: Iterable[DocumentGraph]) -> Sequence[Outcome]:
        return load_batches(self._open_file(), graphs, self._clock, self.replace_document)

    def load_lineage(self, successions: Sequence[Succession]) -> bool:
        digest = lineage_digest(successions)
        if self._open_file().read("MATCH (s:Store) RETURN s.lineage AS digest") == [{"digest": digest}]:
            return False
        with self._open_file().write() as transaction:
            raise_revision(transaction.run)
            put_lineage(transaction.run, successions, digest)
        return True

    def read(self, query: str, parameters: Mapping[str, Value] | None = None) -> list[Row]:
        found = find_query(query)
        bound = found.bind(parameters or {})
        return self._open_file().read(found.render(bound), bound)

    def read_cypher(
        self, text: str, parameters: Mapping[str, Value] | None = None, limits: Limits | None = None
    ) -> CypherResult:
        statement = admit(text, parameters or {}, limits or Limits())
        return run_confined(self._open_file().path, statement, self._wait)

    def close(self) -> None:
        if not self._closed:
            release(self._file)
            self._closed = True

    def _open_file(self) -> GraphFile:
        if self._closed:
            raise StoreUnavailable(f"图文件 {self._file.path} 已经关闭")
        return self._file
