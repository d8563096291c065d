"""Access settings of a Neo4j server."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """Credentials and timeouts of a Neo4j server. Times are in seconds.

    Without a password no authentication is tried. `database` None is the server's own default.
    `retry_time` is how long a write that the server could not finish (a deadlock, a change of the
    cluster's leader, a lost connection) is tried again; a read is for a second at most.
    """

    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None
    connection_timeout: float = 5.0
    transaction_timeout: float = 120.0
    retry_time: float = 10.0
    pool_size: int = 50
