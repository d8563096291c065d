"""The GraphStore over the embedded engine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path

from core.errors import StoreUnavailable
from core.rows import Row, Value
from graph.ladybug.bulk import CopySink
from graph.ladybug.file import GraphFile, acquire, release
from graph.ladybug.layout import ADVICE, differences
from graph.ladybug.sandbox import run_confined
from graph.queries.statement import admit
from graph.store import CypherResult, EngineFacts, Limits
from graph.writing.batches import Sink
from graph.writing.store import Batch, Clock, New, Result, WritingStore
from graph.writing.transaction import Transaction


class LadybugStore(WritingStore):
    """A graph file. Made by `graph.open.open_store`; see there for the parameters and errors."""

    batch_tasks = 40_000  # its COPY statements and its checkpoint are cheap then
    fewest_tasks = 300  # below this many single statements are as quick

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        address: str | None,
        wait: float,
        as_it_is: bool = False,
        clock: Clock,
    ) -> None:
        super().__init__(clock)
        self._file = acquire(path, read_only=read_only, address=address, wait=wait, as_it_is=as_it_is)
        self._wait = wait
        self._closed = False
        if not as_it_is:
            try:
                self._check_finished()
            except BaseException:
                self.close()
                raise

    @property
    def location(self) -> str:
        return str(self._file.path)

    @property
    def identity(self) -> str:
        return f"file {self._file.path}"

    def facts(self) -> EngineFacts:
        version = self._rows("CALL db_version() RETURN version", {})[0]["version"]
        deviations = tuple(differences(self._open_file()))
        readable = all(deviation.kind == "extra" for deviation in deviations)
        return EngineFacts("Ladybug", str(version), deviations, ADVICE, readable)

    def read_cypher(
        self, text: str, parameters: Mapping[str, Value] | None = None, limits: Limits | None = None
    ) -> CypherResult:
        statement = admit(text, parameters or {}, limits or Limits())
        return run_confined(self._open_file().path, statement, self._wait)

    def close(self) -> None:
        if not self._closed:
            release(self._file)
            self._closed = True

    def _in_transaction(self, work: Callable[[Transaction], Result]) -> Result:
        with self._open_file().write() as transaction:
            return work(transaction)

    def _in_bulk(self, work: Callable[[Transaction, Sink], Result]) -> Result:
        with (
            tempfile.TemporaryDirectory(prefix="dutygraph-") as folder,
            self._open_file().write(settled=True) as transaction,
        ):
            return work(transaction, CopySink(transaction, Path(folder)))

    def _loaded(self, waiting: Iterable[Batch]) -> Generator[tuple[Batch, New]]:
        for batch in waiting:
            big = sum(len(graph.tasks) for graph in batch) >= self.fewest_tasks
            yield batch, self._load_new(batch) if big else {}

    def _rows(self, statement: str, parameters: Mapping[str, Value]) -> list[Row]:
        return self._open_file().read(statement, parameters)

    def _open_file(self) -> GraphFile:
        if self._closed:
            raise StoreUnavailable(f"图文件 {self._file.path} 已经关闭")
        return self._file
