"""Pipelined loader: two batches are under way at a time, one is sent while the one before commits.

A transaction is the work of one of the server's threads, and committing is half of it. A batch that
begins ahead of its turn cannot see what the one before brings; what that touches is left alone until
it is there (`PipelinedBatch`). Then the revision is raised, as by every write, and shows whether anyone
else has written since the batch began. Where it does, and wherever else a batch ahead of its turn meets
something in its way, it is rolled back and loaded in its turn, in the usual way.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from core.errors import StoreError
from core.rows import Row
from graph.neo4j.bulk import QueuedTransaction, UnwindSink, queued
from graph.neo4j.server import Server
from graph.records import DocumentGraph
from graph.store import Outcome
from graph.writing.batches import BatchLoader, Sink, new_documents
from graph.writing.changes import Difference
from graph.writing.documents import raise_revision
from graph.writing.shared_nodes import Run, integer_in
from graph.writing.store import Batch, Clock, New, created

_WAIT_SECONDS = 30.0
"""How long a batch waits for the one before to be committed, before it is loaded in its turn."""


class PipelinedBatch(BatchLoader):
    """A batch in the phases `begin`, `proceed` and `finish`; only `finish` sees the batch before.

    `coming` are the keys of what the batch before brings at the same time (its `touched`), which cannot
    be seen before it is committed: that is left alone until `finish`.
    """

    def __init__(
        self, run: Run, sink: Sink, graphs: Sequence[DocumentGraph], at: datetime, coming: Set[str]
    ) -> None:
        super().__init__(run, sink, graphs, at)
        self._coming = coming
        self.touched: set[str] = set()
        """Complete after `begin`: ids and hashes of documents, ids of shared nodes created or replaced."""

    def begin(self) -> None:
        """Create the documents, and those of the nodes that they share which are new."""
        documents = [graph.document for graph in self.graphs]
        self.touched.update(key for document in documents for key in (document.id, document.sha256))
        self.touched |= self.used_regions().keys() & self._coming  # `finish` may replace them
        self.create_nodes(self._visible, self.document_rows())
        self.touched |= self.replaced_regions.keys()

    def proceed(self) -> None:
        """Create the tasks, and the relations between what can be seen."""
        self.create_tasks()
        self.relate(self._visible)

    def finish(self, revision: int) -> list[Difference]:
        """Do the rest, now that the batch before is committed."""
        if self._coming:
            self.create_nodes(self._coming.__contains__, [])
        return self.complete(revision)

    def _visible(self, id_: str) -> bool:
        return id_ not in self._coming

    def _create(self, label: str, rows: Sequence[Row]) -> None:
        if label != "Task":  # no other batch refers to a task
            self.touched.update(str(row["id"]) for row in rows)
        super()._create(label, rows)


class _InItsTurn(StoreError):
    """The batch cannot be pipelined; it is loaded after the one before."""


@dataclass(slots=True)
class _Loading:
    """A batch under way. `touched` is that of its PipelinedBatch, once that has begun."""

    batch: Batch
    begun: Event = field(default_factory=Event)
    touched: Set[str] = frozenset()
    done: Future[list[Outcome]] = field(default_factory=Future)


class PipelinedLoader:
    """Loads batches two at a time; `in_turn` loads a single batch in the usual way."""

    def __init__(self, server: Server, clock: Clock, in_turn: Callable[[Batch], New]) -> None:
        self._server = server
        self._clock = clock
        self._in_turn = in_turn

    def loaded(self, waiting: Iterable[Batch]) -> Generator[tuple[Batch, New]]:
        """Each batch in its order, and the outcomes of those of its documents that went in together."""
        with ThreadPoolExecutor(2, thread_name_prefix="neo4j-batch") as threads:
            before: _Loading | None = None
            for batch in waiting:
                now = _Loading(batch)
                now.done = threads.submit(self._load, now, before)
                now.begun.wait()
                if before is not None:
                    yield before.batch, self._outcomes(before)
                    if before.done.exception() is not None:  # and so has the one that built on it
                        yield now.batch, self._outcomes(now)
                        before = None
                        continue
                before = now
            if before is not None:
                yield before.batch, self._outcomes(before)

    def _outcomes(self, loading: _Loading) -> New:
        try:
            return dict(enumerate(loading.done.result()))
        except StoreError:
            return self._in_turn(loading.batch)

    def _load(self, now: _Loading, before: _Loading | None) -> list[Outcome]:
        """Load the batch, all of whose documents must be new. Raises StoreError otherwise."""
        try:
            with self._server.once() as transaction, queued(transaction) as queue:
                return self._send(now, before, queue)
        finally:
            now.begun.set()

    def _send(self, now: _Loading, before: _Loading | None, queue: QueuedTransaction) -> list[Outcome]:
        coming = frozenset[str]() if before is None else before.touched
        revision = raise_revision(queue.run) if before is None else _revision(queue)
        keys = {key for graph in now.batch for key in (graph.document.id, graph.document.sha256)}
        if not coming.isdisjoint(keys) or len(new_documents(queue.run, now.batch)) < len(now.batch):
            raise _InItsTurn
        loader = PipelinedBatch(queue.run, UnwindSink(queue.send), now.batch, self._clock(), coming)
        loader.begin()
        now.touched = frozenset(loader.touched)
        now.begun.set()
        loader.proceed()
        if before is not None:
            theirs = self._revision_of(before)
            seen, revision = revision, raise_revision(queue.run)
            if seen not in (theirs - 1, theirs) or revision != theirs + 1:
                raise _InItsTurn
        return created(now.batch, loader.finish(revision), revision)

    def _revision_of(self, before: _Loading) -> int:
        """The revision of the batch before, committed; waited for so long as that waits for nobody.

        Who writes at the same time may wait for a node of ours while the batch before waits for him:
        a ring that the server does not see, since we wait here, and that would last until a
        transaction's time is over.
        """
        try:
            return before.done.result(_WAIT_SECONDS)[0].revision
        except TimeoutError:
            raise _InItsTurn from None


def _revision(queue: QueuedTransaction) -> int:
    rows = queue.run("MATCH (s:Store {id: 'store'}) RETURN s.revision AS revision", {})
    if not rows:
        raise _InItsTurn
    return integer_in(rows[0]["revision"])
