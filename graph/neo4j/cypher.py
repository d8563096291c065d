"""Statements of the user's own on a server: read access, a plan that only reads, and limits.

How much memory a transaction may take is the server's own setting (`db.memory.transaction.max`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from core.errors import LimitReached, StatementFailed, StoreError
from core.rows import Row
from graph.neo4j.server import Server
from graph.neo4j.values import plain
from graph.queries.statement import Statement, check_plan
from graph.store import CypherResult

if TYPE_CHECKING:
    import neo4j

_OUT_OF_MEMORY = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.OutOfMemoryError",
)
_OUT_OF_TIME = "Neo.ClientError.Transaction.TransactionTimedOut"
_MISTAKEN = "Neo.ClientError.Statement."


def run_limited(server: Server, statement: Statement) -> CypherResult:
    """The rows of the statement.

    Raises StatementRefused where its plan does more than read, StatementFailed, LimitReached, and
    the errors of a server that is away.
    """
    limits = statement.limits
    text, values = statement.with_strings_as_parameters()

    def work(transaction: neo4j.ManagedTransaction) -> CypherResult:
        plan = transaction.run(f"EXPLAIN {text}", values).consume().plan
        check_plan(_steps(plan or {}))
        result = transaction.run(text, values)
        columns = tuple(result.keys())
        rows: list[Row] = []
        size = 0
        for record in result:
            row = dict(zip(columns, map(plain, record), strict=True))
            size += len(json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace"))
            if len(rows) == limits.rows or (size > limits.result_bytes and rows):
                return CypherResult(columns, tuple(rows), truncated=True)
            if size > limits.result_bytes:
                raise LimitReached(
                    "result", f"结果太大：第一行就超过 {limits.result_bytes} 字节；请少取一些列"
                )
            rows.append(row)
        return CypherResult(columns, tuple(rows), truncated=False)

    try:
        return server.examine(work, limits.seconds)
    except StoreError as error:
        code = str(getattr(error.__cause__, "code", ""))
        message_lines = str(getattr(error.__cause__, "message", "")).splitlines()
        if code.startswith(_OUT_OF_TIME):
            raise LimitReached("seconds", f"语句在 {limits.seconds:g} 秒内没有完成；请缩小范围") from error
        if code in _OUT_OF_MEMORY:
            raise LimitReached("memory", "语句用完了服务器给它的内存；请缩小范围") from error
        if code.startswith(_MISTAKEN):
            raise StatementFailed(f"语句不能执行：{message_lines[0] if message_lines else code}") from error
        raise


def _steps(plan: Mapping[str, object]) -> Iterator[str]:
    """The operators of a plan and of all below it."""
    yield str(plan.get("operatorType", ""))
    children = plan.get("children", [])
    assert isinstance(children, list)
    for child in children:
        yield from _steps(child)
