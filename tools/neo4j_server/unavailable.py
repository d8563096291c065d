"""The one error of the harness that is not the caller's fault."""

from __future__ import annotations


class Neo4jUnavailable(Exception):
    """No Neo4j can be started here. The message says what is missing and how to get it."""
