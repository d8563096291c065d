"""A graph file: the one Database that a process has of it, its connections, locks and errors."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NoReturn

from core.errors import StoreBusy, StoreDamaged, StoreError, StoreUnavailable, StoreVersionMismatch
from core.rows import Row, Value
from graph.ladybug.readers_writer_lock import Gate
from graph.ladybug.side_locks import SideLocks
from graph.ladybug.tables import TABLES, create_tables
from graph.schema import SCHEMA_VERSION
from graph.writing.properties import new_store
from graph.writing.statements import create_node

if TYPE_CHECKING:
    import ladybug

Parameters = Mapping[str, "Value | Sequence[Value]"]

_CHECKPOINT_BYTES = 16 * 2**20
"""Size of the write-ahead log from which it is worked into the file."""


class Transaction:
    """A write transaction. A statement that fails ends it, and no later one is sent."""

    def __init__(self, connection: ladybug.Connection) -> None:
        self._connection = connection
        self._failed = False
        self.abandoned = False

    def abandon(self) -> None:
        """Mark the transaction for rollback at its end."""
        self.abandoned = True

    def run(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """The rows of the statement."""
        if self._failed:
            raise StoreError("写入已经中止，不能继续")
        try:
            return _rows(self._connection, statement, parameters)
        except BaseException:
            # The engine has rolled back, and would commit any later statement on its own.
            self._failed = True
            raise


class GraphFile:
    """A graph file, open. Everybody in the process who opens the same path shares one of these.

    Reading goes on while others write in the same process. With `read_only` another process may
    be writing: then each read holds the shared lock, and the file is opened anew after a write.
    """

    def __init__(
        self, path: Path, *, read_only: bool, address: str | None, wait: float, as_it_is: bool = False
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._only_seen = as_it_is and read_only
        self._locks = SideLocks(path, wait)
        self._gate = Gate(_cores())
        self._writing = threading.Lock()
        self._pool: list[ladybug.Connection] = []
        self._database: ladybug.Database | None = None
        self._generation = -1
        self._owner: IO[bytes] | None = None
        self._closed = False
        if read_only:
            check_present(path)
            with self._locks.shared() as generation:
                self._reopen(generation)
        else:
            self._make_folder()
            check_kind(path)
            self._owner = self._locks.own(address)
            try:
                with self._locks.exclusive():
                    self._database = open_database(
                        self.path, read_only=self.read_only, only_seen=self._only_seen
                    )
                    self._lay_out()
            except BaseException:
                self._shut()
                self._owner.close()
                raise

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """The rows of a statement that only reads."""
        self._check_open()
        if not self.read_only:
            with self._gate.shared():
                return self._read(statement, parameters)
        with self._locks.shared() as generation:
            if generation != self._generation:
                with self._gate.alone():
                    if generation != self._generation:
                        check_present(self.path)
                        self._reopen(generation)
            with self._gate.shared():
                return self._read(statement, parameters)

    @contextmanager
    def write(self, *, settled: bool = False) -> Iterator[Transaction]:
        """A transaction: committed at the end, rolled back by an error. Writers queue here.

        `settled` works the log into the file first, and what was written at the end. A COPY needs
        both: rolling it back while its table has rows in the log corrupts the engine's memory
        (0.22.0: `free(): invalid next size` at the next checkpoint), and its rows never enter the
        log: a process that is killed after the commit and before a checkpoint has lost them.
        """
        self._check_open()
        if self.read_only:
            raise StoreUnavailable(f"图文件 {self.path} 是以只读方式打开的，不能写入")
        with self._writing, self._locks.exclusive(), self._transaction(settled) as transaction:
            yield transaction

    @contextmanager
    def _transaction(self, settled: bool) -> Iterator[Transaction]:
        with self._connection() as connection:
            if settled and self._log_bytes():
                self._checkpoint(connection)
            with _engine_errors(self.path):
                connection.execute("BEGIN TRANSACTION")
            transaction = Transaction(connection)
            try:
                with _engine_errors(self.path):
                    yield transaction
                    connection.execute("ROLLBACK" if transaction.abandoned else "COMMIT")
            except BaseException:
                _roll_back(connection)
                raise
            if settled or self._log_bytes() > _CHECKPOINT_BYTES:
                self._checkpoint(connection)

    def close(self) -> None:
        """Close the file. A second call does nothing.

        Raises StoreBusy, and stays open, if another process does not stop reading.
        """
        with self._writing, self._gate.alone():
            if self._closed:
                return
            if self._owner is None:
                self._shut()
            else:
                with self._locks.exclusive():
                    self._shut()  # works the log into the file
                self._owner.close()
            self._closed = True

    # ---- the database ----

    def _checkpoint(self, connection: ladybug.Connection) -> None:
        with self._gate.alone(), _engine_errors(self.path):
            connection.execute("CHECKPOINT")

    def _read(self, statement: str, parameters: Parameters | None) -> list[Row]:
        with self._connection() as connection, _engine_errors(self.path):
            return _rows(connection, statement, parameters)

    @contextmanager
    def _connection(self) -> Iterator[ladybug.Connection]:
        """A connection for the exclusive use of one thread."""
        import ladybug

        self._check_open()
        assert self._database is not None
        try:
            connection = self._pool.pop()
        except IndexError:
            connection = ladybug.Connection(self._database)
        try:
            yield connection
        finally:
            self._pool.append(connection)

    def _lay_out(self) -> None:
        with self._transaction(settled=False) as transaction:
            if transaction.run("CALL show_tables() WHERE name = 'Store' RETURN name"):
                transaction.abandon()
                return
            for statement in create_tables():
                transaction.run(statement)
            transaction.run(create_node("Store"), new_store())

    def _reopen(self, generation: int) -> None:
        self._shut()
        self._database = self._opened()
        self._generation = generation

    def _opened(self) -> ladybug.Database:
        return open_database(self.path, read_only=self.read_only, only_seen=self._only_seen)

    def _shut(self) -> None:
        while self._pool:
            self._pool.pop().close()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _make_folder(self) -> None:
        if self.path.is_dir():
            raise StoreUnavailable(f"图文件路径 {self.path} 是一个文件夹；请给出文件的路径")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(
                f"无法为图文件 {self.path} 建立文件夹：{error.strerror}；请检查路径、写入权限和磁盘空间"
            ) from None

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(f"图文件 {self.path} 已经关闭")

    def _log_bytes(self) -> int:
        try:
            return self.path.with_name(self.path.name + ".wal").stat().st_size
        except FileNotFoundError:
            return 0


# ---- opening ----


def check_present(path: Path) -> None:
    """Raise StoreUnavailable unless there is a file to read."""
    if path.is_dir():
        raise StoreUnavailable(f"图文件路径 {path} 是一个文件夹；请给出文件的路径")
    if not path.exists():
        raise StoreUnavailable(f"还没有图文件 {path}；请先用 dutygraph ingest 导入文件")
    check_kind(path)


def check_kind(path: Path) -> None:
    """Raise StoreDamaged where a file of another kind lies, before a lock folder is laid beside it."""
    with suppress(OSError), path.open("rb") as file:
        start = file.read(len(_MAGIC))
        if start and start != _MAGIC:
            raise StoreDamaged(f"图文件 {path} {_NO_GRAPH}")


_MAGIC: Final = b"LBUG"
_NO_GRAPH: Final = "已损坏，或不是图文件；请检查路径，或从原文件重新导入到新的图文件"


def open_database(
    path: Path,
    *,
    read_only: bool,
    buffer_pool_size: int = 0,
    max_db_size: int | None = None,
    max_num_threads: int = 0,
    only_seen: bool = False,
) -> ladybug.Database:
    """The engine's database of a graph file; the caller holds the lock for it.

    The sizes are bytes and threads; 0 and None leave them to the engine. `only_seen` lets any state
    of a graph of ours pass, for who looks it over. Raises StoreDamaged and
    StoreVersionMismatch for a file that is not a graph of this version, nor (to write) empty.
    """
    import ladybug

    with _engine_errors(path):
        # The log is worked in only by us, under the lock.
        database = ladybug.Database(
            path,
            read_only=read_only,
            auto_checkpoint=False,
            buffer_pool_size=buffer_pool_size,
            max_db_size=max_db_size,
            max_num_threads=max_num_threads,
        )
    try:
        _check_ours(database, path, read_only=read_only, only_seen=only_seen)
    except BaseException:
        database.close()
        raise
    return database


def _check_ours(database: ladybug.Database, path: Path, *, read_only: bool, only_seen: bool) -> None:
    """Raise unless the file is empty (and may be written) or a graph of this version."""
    import ladybug

    with ladybug.Connection(database) as connection, _engine_errors(path):
        tables = {row["name"] for row in _rows(connection, "CALL show_tables() RETURN name")}
        state = []
        if "Store" in tables:
            state = _rows(connection, "MATCH (s:Store) RETURN s.schema_version AS version")
    if state:
        version = state[0]["version"]
        if version != SCHEMA_VERSION and not only_seen:
            raise StoreVersionMismatch(
                f"图文件 {path} 的结构版本是 {version}，本程序用的是 {SCHEMA_VERSION}；"
                "请用写入它的版本打开，或把原文件重新导入到新的图文件"
            )
    elif only_seen and "Store" in tables:
        pass  # whoever looks will see that there is none
    elif read_only or not tables <= TABLES:
        raise StoreDamaged(f"图文件 {path} 不是本程序的图；请检查路径，或换一个文件名重新导入")


# ---- one per path and process ----

_open_files: dict[Path, tuple[GraphFile, int]] = {}
_registry = threading.Lock()


def acquire(
    path: Path, *, read_only: bool, address: str | None, wait: float, as_it_is: bool = False
) -> GraphFile:
    """The process's GraphFile of the path. Give it back with `release`.

    Raises StoreBusy if the process has it open read-only and now wants to write.
    """
    path = path.resolve()
    with _registry:
        if path in _open_files:
            file, users = _open_files[path]
            if file.read_only and not read_only:
                raise StoreBusy(f"图文件 {path} 已在本进程中以只读方式打开；请先关闭它再写入")
        else:
            file = GraphFile(path, read_only=read_only, address=address, wait=wait, as_it_is=as_it_is)
            users = 0
        _open_files[path] = (file, users + 1)
        return file


def release(file: GraphFile) -> None:
    """Release a GraphFile from `acquire`; the last release closes it."""
    with _registry:
        users = _open_files[file.path][1] - 1
        if users:
            _open_files[file.path] = (file, users)
            return
        file.close()  # which may be refused: then it stays open, and may be given back again
        del _open_files[file.path]


# ---- the engine's rows and errors ----


_PLAIN: Final = frozenset({str, int, bool, type(None)})
"""What most values are: a page of tasks has thousands."""


def _rows(connection: ladybug.Connection, statement: str, parameters: Parameters | None = None) -> list[Row]:
    result = connection.execute(statement, dict(parameters or {}))
    assert not isinstance(result, list)
    try:
        names = result.get_column_names()
        return [
            {
                name: value if type(value) in _PLAIN else _plain(value)
                for name, value in zip(names, row, strict=True)
            }
            for row in result
        ]
    finally:
        result.close()


def _plain(value: object) -> Value:
    if isinstance(value, Decimal):
        return int(value)  # the engine sums integers as decimals
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value  # type: ignore[return-value]


def _roll_back(connection: ladybug.Connection) -> None:
    try:
        connection.execute("ROLLBACK")
    except RuntimeError as error:
        if "No active transaction" not in str(error):  # a failed statement has rolled back already
            raise


_SIGNS: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (
        ("different version",),
        StoreVersionMismatch,
        "是另一个版本的引擎写的；请用写入它的版本打开，或重新导入",
    ),
    (("Could not set lock",), StoreBusy, "被另一个程序占用；请等它结束，或先停止它再试"),
    (
        ("not a valid", "corrupt", "past the end", "Cannot read", "Checksum", "checksum"),
        StoreDamaged,
        _NO_GRAPH,
    ),
    (
        ("Cannot open file", "No space left", "Permission denied", "Read-only file system", "Cannot write"),
        StoreUnavailable,
        "无法打开或写入；请检查路径、写入权限和磁盘空间",
    ),
)


@contextmanager
def _engine_errors(path: Path) -> Iterator[None]:
    """Turn what the engine raises into errors of ours; the engine's own words stay as the cause."""
    try:
        yield
    except (RuntimeError, OSError, MemoryError) as error:
        _explain(path, error)


def _explain(path: Path, error: Exception) -> NoReturn:
    message = str(error)
    for signs, kind, meaning in _SIGNS:
        if any(sign in message for sign in signs):
            raise kind(f"图文件 {path} {meaning}") from error
    first_line = message.splitlines()[0] if message else type(error).__name__
    raise StoreError(f"图文件 {path} 出错：{first_line}") from error


def _cores() -> int:
    import os

    return os.cpu_count() or 1
