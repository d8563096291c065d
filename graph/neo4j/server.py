"""A Neo4j server: its driver, transactions, rows and errors.

One driver serves all threads of the process. Writes go to a cluster's leader, reads to its
followers; bookmarks make each read see what this process wrote before.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from core.errors import BadSetting, StoreBusy, StoreError, StoreUnavailable, StoreVersionMismatch
from core.rows import Row, Value
from graph.access import Access
from graph.neo4j.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    import neo4j

Result = TypeVar("Result")
Parameters = Mapping[str, "Value | Sequence[Value]"]

SCHEMES = ("bolt", "neo4j")
OLDEST = (5, 26)
"""The oldest server that is spoken to: the long-term release 5.26."""

_READ_RETRY_SECONDS = 1.0
"""How long a read is tried again, at most: who asks would rather be told soon that the server is away."""

_IDLE_SECONDS = 30.0
"""A connection that was idle for longer is tried before it is used, since the server may have gone."""


class Transaction:
    """A write transaction of the server."""

    def __init__(self, transaction: neo4j.ManagedTransaction | neo4j.Transaction) -> None:
        self._transaction = transaction
        self.abandoned = False

    def abandon(self) -> None:
        """Mark the transaction for rollback at its end."""
        self.abandoned = True

    def run(self, statement: str, parameters: Parameters) -> list[Row]:
        """The rows of the statement."""
        return _rows(self._transaction, statement, parameters)


class _Abandoned(Exception):
    """Rolls a transaction back; `result` is what its work gave."""

    def __init__(self, result: object) -> None:
        super().__init__()
        self.result = result


class Server:
    """A server's database. Raises StoreUnavailable, StoreVersionMismatch, BadSetting when opened."""

    def __init__(self, url: str, access: Access, *, read_only: bool) -> None:
        import neo4j

        self.location = shown(url)
        self.read_only = read_only
        self._access = access
        self._closing = threading.Lock()
        self._closed = False
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        with self._errors():
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=(access.user, access.password) if access.password else None,
                user_agent="dutygraph",
                connection_timeout=access.connection_timeout,
                connection_acquisition_timeout=max(access.connection_timeout * 2, 1.0),
                max_connection_pool_size=access.pool_size,
                max_transaction_retry_time=access.retry_time,
                liveness_check_timeout=_IDLE_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
        try:
            with self._errors():
                self.version = self._checked_version(self._driver.get_server_info().agent)
        except BaseException:
            self._driver.close()
            raise

    def read(self, statement: str, parameters: Parameters) -> list[Row]:
        """The rows of a statement that only reads."""
        return self._run(lambda transaction: _rows(transaction, statement, parameters), write=False)

    def examine(self, work: Callable[[neo4j.ManagedTransaction], Result], seconds: float) -> Result:
        """Do the work in one transaction that may only read, for so many seconds at most."""
        return self._run(work, write=False, seconds=seconds)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Do the work in one transaction: committed at its end, rolled back by an error.

        The work is done anew from its start where the server could not finish it. What a lost
        connection leaves behind is either the whole or nothing.
        """
        self._check_writable()

        def attempt(transaction: neo4j.ManagedTransaction) -> Result:
            ours = Transaction(transaction)
            result = work(ours)
            if ours.abandoned:
                raise _Abandoned(result)
            return result

        try:
            return self._run(attempt, write=True)
        except _Abandoned as abandoned:
            return abandoned.result  # type: ignore[return-value]

    @contextmanager
    def once(self) -> Iterator[Transaction]:
        """A write transaction that is tried once: committed after the block, rolled back by an error."""
        self._check_writable()
        with (
            self._errors(),
            self._driver.session(database=self._access.database, bookmark_manager=self._bookmarks) as session,
            session.begin_transaction(timeout=self._access.transaction_timeout) as transaction,
        ):
            yield Transaction(transaction)
            transaction.commit()

    def close(self) -> None:
        """Close the driver. A second call does nothing."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._driver.close()

    def _run(
        self, work: Callable[[neo4j.ManagedTransaction], Result], *, write: bool, seconds: float | None = None
    ) -> Result:
        import neo4j

        self._check_open()
        bounded = neo4j.unit_of_work(timeout=seconds or self._access.transaction_timeout)(work)
        retry_time = self._access.retry_time
        with (
            self._errors(),
            self._driver.session(
                database=self._access.database,
                bookmark_manager=self._bookmarks,
                max_transaction_retry_time=retry_time if write else min(retry_time, _READ_RETRY_SECONDS),
            ) as session,
        ):
            return session.execute_write(bounded) if write else session.execute_read(bounded)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(f"图 {self.location} 已经关闭")

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreUnavailable(f"图 {self.location} 是以只读方式打开的，不能写入")
        self._check_open()

    def _checked_version(self, agent: str) -> str:
        """The version in the server's agent string, if it is supported."""
        matched = re.fullmatch(r"Neo4j/(\d+)\.(\d+).*", agent)
        if matched is None:
            raise StoreVersionMismatch(f"{self.location} 上运行的是 {agent}，不是 Neo4j；请检查地址")
        if (int(matched[1]), int(matched[2])) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise StoreVersionMismatch(
                f"{self.location} 上的 {agent.replace('/', ' ')} 太旧；请升级到 {oldest} 或更新的版本"
            )
        return agent.removeprefix("Neo4j/")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what the driver raises into errors of ours; its own words stay as the cause."""
        from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError

        try:
            yield
        except ConfigurationError as error:
            raise BadSetting(f"{self.location} 不能用作 Neo4j 的地址：{_first_line(error)}") from error
        except Neo4jError as error:
            raise self._explained(error.code or "", error) from error
        except DriverError as error:
            raise StoreUnavailable(self._unreachable()) from error

    def _explained(self, code: str, error: Exception) -> StoreError:
        access = self._access
        if code.startswith("Neo.ClientError.Security."):
            if code.endswith("AuthenticationRateLimit"):
                return StoreUnavailable(f"{self.location} 因多次登录失败暂时拒绝登录；请稍后再试")
            if code.endswith(("Unauthorized", "TokenExpired", "CredentialsExpired")):
                return StoreUnavailable(
                    f"{self.location} 拒绝用户 {access.user} 登录；请检查用户名和密码"
                    "（DUTYGRAPH_NEO4J_USER、DUTYGRAPH_NEO4J_PASSWORD）"
                )
            return StoreUnavailable(f"用户 {access.user} 在 {self.location} 上没有所需的权限")
        if code.startswith("Neo.ClientError.Database.DatabaseNotFound"):
            return StoreUnavailable(
                f"{self.location} 上没有名为 {access.database} 的数据库；请检查 DUTYGRAPH_NEO4J_DATABASE"
            )
        if code.startswith("Neo.TransientError.General.DatabaseUnavailable"):
            return StoreUnavailable(f"{self.location} 的数据库尚未就绪；请稍后再试")
        if code.startswith("Neo.ClientError.Transaction.TransactionTimedOut"):
            return StoreBusy(
                f"{self.location} 在 {access.transaction_timeout:g} 秒内没有完成操作；"
                "请稍后再试，或缩小查询范围"
            )
        if code.startswith("Neo.TransientError."):
            return StoreBusy(f"{self.location} 忙，操作没有完成：{_first_line(error)}；请稍后再试")
        if "too large to index" in str(error):
            return StoreError(
                f"{self.location} 不接受这样长的文本：名称、关键词等要建索引的内容最多 32766 字节"
            )
        return StoreError(f"{self.location} 出错：{_first_line(error)}")

    def _unreachable(self) -> str:
        if "+s" in self.location:
            return (
                f"与 {self.location} 建立加密连接失败：服务器没有启动、没有启用加密，或证书不被信任；"
                "请检查地址的写法（不加密的是 bolt 和 neo4j）"
            )
        return (
            f"连不上 Neo4j 服务器 {self.location}；请确认它已启动、地址和端口正确"
            "（要求加密的服务器用 bolt+s 或 neo4j+s）"
        )


def shown(url: str) -> str:
    """The URL as it may be printed: scheme, host and port. Raises BadSetting for one that cannot be used."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
        parts = urlsplit("")
    if parts.username is not None or parts.password is not None:
        raise BadSetting(
            "Neo4j 的地址里不能写用户名和密码；请用 DUTYGRAPH_NEO4J_USER 和 DUTYGRAPH_NEO4J_PASSWORD"
        )
    if not host:
        raise BadSetting("Neo4j 的地址不完整；正确的写法如 bolt://127.0.0.1:7687 或 neo4j+s://主机名")
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" + ("" if port is None else f":{port}")


def _rows(
    transaction: neo4j.ManagedTransaction | neo4j.Transaction, statement: str, parameters: Parameters
) -> list[Row]:
    result = transaction.run(statement, dict(parameters))
    names = result.keys()
    return [dict(zip(names, map(plain, record), strict=True)) for record in result]


def _first_line(error: Exception) -> str:
    message = getattr(error, "message", None) or str(error)
    return str(message).splitlines()[0] if message else type(error).__name__
