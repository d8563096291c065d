"""The graph that the settings name."""

from __future__ import annotations

from api.config.settings import Settings
from graph import Access, open_store
from graph.store import GraphStore


def open_graph(
    settings: Settings, *, read_only: bool = False, address: str | None = None, as_it_is: bool = False
) -> GraphStore:
    """Open it; see `open_store` for the parameters and errors."""
    access = Access(
        user=settings.neo4j_user,
        password=settings.neo4j_password.get_secret_value(),
        database=settings.neo4j_database,
        connection_timeout=settings.neo4j_connection_timeout,
        transaction_timeout=settings.neo4j_transaction_timeout,
        retry_time=settings.neo4j_retry_time,
        pool_size=settings.neo4j_pool_size,
    )
    return open_store(settings.store, read_only=read_only, address=address, as_it_is=as_it_is, access=access)
