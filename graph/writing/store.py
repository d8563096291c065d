"""Base class of stores: writing over an engine's transactions."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import ClassVar, TypeVar

from core.errors import RevisionChanged, StoreUnavailable, UnknownRecord
from core.rows import Row, Value
from graph.copying.interface import CopyReceiver
from graph.copying.parts import STORE, Part
from graph.queries.catalogue import find_query
from graph.records import DocumentGraph, Succession
from graph.schema import NODE
from graph.store import GraphStore, Outcome, Replaced
from graph.writing.batches import BatchLoader, Sink, batches, new_documents
from graph.writing.changes import Difference, Event, compare, tasks_of
from graph.writing.copy_receiver import TransactionalReceiver
from graph.writing.documents import DocumentWriter, raise_revision
from graph.writing.lineage import put_lineage
from graph.writing.properties import UNFINISHED, check_whole, lineage_digest
from graph.writing.shared_nodes import integer_in
from graph.writing.transaction import Transaction

Batch = Sequence[DocumentGraph]
New = dict[int, Outcome]
"""Outcomes of documents of a batch, by their positions in it."""

Clock = Callable[[], datetime]
Result = TypeVar("Result")


class WritingStore(GraphStore):
    """A store over an engine's transactions.

    Each write first raises the store's revision. That makes writers wait for one another, so that
    what each then reads stands until it ends.
    """

    batch_tasks: ClassVar[int]
    """Tasks of a batch of `load_many`: enough to make it cheap, few enough to hold."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def _check_finished(self) -> None:
        """Raise StoreUnavailable if a copy into this place did not end."""
        if any(row["id"] == UNFINISHED for row in self.state()):
            raise StoreUnavailable(
                f"{self.location} 里是没有复制完的图，还不能使用；请再运行一次原来的 dutygraph copy 命令，"
                "它会从中断处继续"
            )

    @abstractmethod
    def _in_transaction(self, work: Callable[[Transaction], Result]) -> Result:
        """Do the work in a transaction; where the engine has to, more than once, from the start."""

    @abstractmethod
    def _in_bulk(self, work: Callable[[Transaction, Sink], Result]) -> Result:
        """Do the work in a transaction that takes rows by thousands."""

    @abstractmethod
    def _rows(self, statement: str, parameters: Mapping[str, Value]) -> list[Row]:
        """The rows of a statement that only reads."""

    def replace_document(
        self,
        graph: DocumentGraph,
        *,
        replaces: str | None = None,
        at_revision: int | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        check_whole(graph)

        def work(transaction: Transaction) -> Outcome:
            revision = _raise_revision(transaction, at_revision)
            writer = DocumentWriter(transaction.run, self._clock())
            olds = writer.stored_like(graph, replaces)
            document = graph.document
            if [(old.id, old.digest) for old in olds] == [(document.id, document.digest)]:
                transaction.abandon()
                return Outcome("unchanged", document.id, 0, 0, 0, revision - 1)
            before = writer.tasks(olds[0].id) if olds else []
            difference = compare(before, tasks_of(graph))
            event: Event = "replaced" if olds else "created"
            outcome = Outcome(
                event,
                document.id,
                difference.came,
                difference.went,
                difference.changed,
                revision - 1 if dry_run else revision,
                tuple(Replaced(old.id, old.title, old.sha256 == document.sha256) for old in olds),
                difference.details,
            )
            if dry_run:
                transaction.abandon()
                return outcome
            gone = [(old, compare(writer.tasks(old.id), [])) for old in olds[1:]]
            writer.put(graph, [old.id for old in olds])
            writer.tell(
                revision,
                [
                    (document.id, document.title, event, difference),
                    *((old.id, old.title, "removed", went) for old, went in gone),
                ],
            )
            return outcome

        return self._in_transaction(work)

    def remove_document(
        self, document: str, *, at_revision: int | None = None, dry_run: bool = False
    ) -> Outcome:
        def work(transaction: Transaction) -> Outcome:
            revision = _raise_revision(transaction, at_revision)
            writer = DocumentWriter(transaction.run, self._clock())
            stored = writer.stored(document)
            if stored is None:
                raise UnknownRecord("Document", document)
            difference = compare(writer.tasks(document), [])
            if dry_run:
                transaction.abandon()
            else:
                writer.put(None, [document])
                writer.tell(revision, [(document, stored.title, "removed", difference)])
            now = revision - 1 if dry_run else revision
            return Outcome("removed", document, 0, difference.went, 0, now, (), difference.details)

        return self._in_transaction(work)

    def load_many(self, graphs: Iterable[DocumentGraph]) -> Sequence[Outcome]:
        outcomes: list[Outcome] = []
        with closing(self._loaded(batches(graphs, self.batch_tasks))) as loaded:
            for batch, new in loaded:
                for at, graph in enumerate(batch):
                    outcomes.append(new[at] if at in new else self.replace_document(graph))
        return outcomes

    @abstractmethod
    def _loaded(self, waiting: Iterable[Batch]) -> Generator[tuple[Batch, New]]:
        """Each batch in its order, and the outcomes of those of its documents that went in together."""

    def _load_new(self, batch: Batch) -> New:
        """Load the documents of the batch that are new to the graph."""

        def work(transaction: Transaction, sink: Sink) -> New:
            revision = raise_revision(transaction.run)
            positions = new_documents(transaction.run, batch)
            if not positions:
                transaction.abandon()
                return {}
            new = [batch[at] for at in positions]
            differences = BatchLoader(transaction.run, sink, new, self._clock()).load(revision)
            return dict(zip(positions, created(new, differences, revision), strict=True))

        return self._in_bulk(work)

    def load_lineage(self, successions: Sequence[Succession]) -> bool:
        digest = lineage_digest(successions)
        if self._rows("MATCH (s:Store) RETURN s.lineage AS digest", {}) == [{"digest": digest}]:
            return False

        def work(transaction: Transaction) -> None:
            raise_revision(transaction.run)
            put_lineage(transaction.run, successions, digest)

        self._in_transaction(work)
        return True

    def read(self, query: str, parameters: Mapping[str, Value] | None = None) -> list[Row]:
        template = find_query(query)
        bound = template.bind(parameters or {})
        return self._rows(template.render(bound), bound)

    def state(self) -> list[Row]:
        values = ", ".join(f"s.{item.name} AS {item.name}" for item in NODE[STORE].properties)
        return self._rows(f"MATCH (s:{STORE}) RETURN {values} ORDER BY id", {})

    def pages(self, part: Part, after: str = "") -> Iterator[list[Row]]:
        while True:
            bounds = self._rows(part.bound, {"after": after, "skip": part.page - 1})
            until = (bounds or self._rows(part.rest, {"after": after}))[0]["id"]
            if until is None:
                return
            rows = self._rows(part.rows, {"after": after, "until": until})
            if rows:
                yield rows
            after = str(until)

    def count(self, part: Part) -> int:
        return integer_in(self._rows(part.count, {})[0]["number"])

    def receive(self) -> CopyReceiver:
        return TransactionalReceiver(self.location, self._rows, self._in_transaction, self._in_bulk)


def created(graphs: Batch, differences: Iterable[Difference], revision: int) -> list[Outcome]:
    """The outcomes of documents that are new."""
    return [
        Outcome("created", graph.document.id, difference.came, 0, 0, revision, details=difference.details)
        for graph, difference in zip(graphs, differences, strict=True)
    ]


def _raise_revision(transaction: Transaction, expected: int | None) -> int:
    """Increment the revision and return it. Raises RevisionChanged unless the store was at `expected`."""
    revision = raise_revision(transaction.run)
    if expected is not None and revision - 1 != expected:
        raise RevisionChanged
    return revision
